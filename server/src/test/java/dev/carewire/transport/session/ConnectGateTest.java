package dev.carewire.transport.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.rate.AddressLimits;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectGateTest {

    private static final SocketAddress CLINIC = new InetSocketAddress("192.0.2.1", 4711);

    private final TestClock clock = new TestClock(Instant.EPOCH, ZoneOffset.UTC);
    private final ConnectGate gate = new ConnectGate(new AddressLimits(1, 2), clock);
    private final List<Integer> closed = new ArrayList<>();
    private int begun;

    @Test
    void manyExpiredTokensUseUpNothing() {
        for (int i = 0; i < 1_800; i++) {
            ConnectAttempt attempt = begin();
            assertThat(attempt.reject(AuthenticationFailure.EXCUSED)).isTrue();
            attempt.release();
        }
        assertThat(begin().reject(AuthenticationFailure.COUNTED)).isTrue();
    }

    @Test
    void beyondTheRateATokenThatIsNotGenuineHasOneTry() {
        ConnectAttempt first = begin();
        assertThat(first.reject(AuthenticationFailure.COUNTED)).isTrue();
        assertThat(first.reject(AuthenticationFailure.COUNTED)).isTrue();
        assertThat(first.reject(AuthenticationFailure.COUNTED)).isFalse();
        assertThat(begin().reject(AuthenticationFailure.COUNTED)).isFalse();
        assertThat(begin().reject(AuthenticationFailure.EXCUSED)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(begin().reject(AuthenticationFailure.COUNTED)).isTrue();
    }

    @Test
    void silenceCountsOnceAndOnlyWithoutAToken() {
        begin().timeOut();
        ConnectAttempt rejected = begin();
        rejected.reject(AuthenticationFailure.EXCUSED);
        rejected.timeOut();
        ConnectAttempt gone = begin();
        gone.release();
        gone.timeOut();
        assertThat(begin().reject(AuthenticationFailure.COUNTED)).isTrue();
        assertThat(begin().reject(AuthenticationFailure.COUNTED)).isFalse();
    }

    @Test
    void theLongestSilentConnectionLeavesItsPlaceToANewOne() {
        List<ConnectAttempt> waiting = new ArrayList<>();
        for (int i = 0; i < ConnectGate.MAX_PENDING_PER_ADDRESS; i++) {
            waiting.add(begin());
        }
        waiting.get(0).authenticate();
        waiting.get(1).release();
        begin();
        assertThat(closed).isEmpty();
        begin();
        begin();
        assertThat(closed).containsExactly(2, 3);
        gate.begin(new InetSocketAddress("192.0.2.2", 4711), () -> closed.add(-1));
        assertThat(closed).containsExactly(2, 3);
    }

    @Test
    void aClosedGateAcceptsNoSessions() {
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.close()).isTrue();
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.close()).isFalse();
    }

    private ConnectAttempt begin() {
        int number = begun++;
        return gate.begin(CLINIC, () -> closed.add(number));
    }
}
