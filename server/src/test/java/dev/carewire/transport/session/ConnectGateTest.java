package dev.carewire.transport.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.rate.AddressLimits;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectGateTest {

    private static final SocketAddress CLINIC = new InetSocketAddress("192.0.2.1", 4711);

    private final ConnectGate gate =
            new ConnectGate(new AddressLimits(1, 2), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void aRestartWithManyExpiredTokensDoesNotLockTheClinicOut() {
        for (ConnectAttempt attempt : begin(1_800)) {
            attempt.reject(AuthenticationFailure.EXCUSED);
            attempt.release();
        }

        assertThat(gate.admit(CLINIC)).isEqualTo(ConnectGate.Outcome.ADMITTED);
    }

    @Test
    void tokensThatAreNotGenuineCountEachOnce() {
        ConnectAttempt first = gate.begin(CLINIC);
        first.reject(AuthenticationFailure.COUNTED);
        first.timeOut();
        first.release();
        assertThat(gate.admit(CLINIC)).isEqualTo(ConnectGate.Outcome.ADMITTED);

        gate.begin(CLINIC).timeOut();
        assertThat(gate.admit(CLINIC)).isEqualTo(ConnectGate.Outcome.RATE_EXCEEDED);
    }

    @Test
    void aClientAboveALimitOccupiesItsPlaceUntilItsConnectionIsClosed() {
        List<ConnectAttempt> waiting = begin(ConnectGate.MAX_PENDING_PER_ADDRESS);
        waiting.forEach(ConnectAttempt::authenticate);
        assertThat(gate.admit(CLINIC)).isEqualTo(ConnectGate.Outcome.RATE_EXCEEDED);

        waiting.forEach(ConnectAttempt::timeOut);
        waiting.forEach(ConnectAttempt::release);
        assertThat(gate.admit(CLINIC)).isEqualTo(ConnectGate.Outcome.ADMITTED);
    }

    private List<ConnectAttempt> begin(int attempts) {
        return IntStream.range(0, attempts).mapToObj(i -> gate.begin(CLINIC)).toList();
    }
}
