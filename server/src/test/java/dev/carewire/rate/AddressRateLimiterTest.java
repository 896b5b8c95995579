package dev.carewire.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carewire.adapter.jdbi.TestClock;
import io.netty.channel.local.LocalAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AddressRateLimiterTest {

    private final TestClock clock = new TestClock(Instant.EPOCH, ZoneOffset.UTC);
    private final AddressRateLimiter rate = new AddressRateLimiter(new AddressLimits(2, 5), clock);

    private static InetSocketAddress address(String text) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(text), 40_000);
    }

    private int admitted(String address, int tries) throws UnknownHostException {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += rate.tryAcquire(new InetSocketAddress(InetAddress.getByName(address), 40_000 + i))
                            .isEmpty()
                    ? 1
                    : 0;
        }
        return admitted;
    }

    @Test
    void admitsABurstAndThenSoManyASecond() throws Exception {
        assertThat(admitted("192.0.2.1", 20)).isEqualTo(5);

        clock.advance(Duration.ofMillis(499));
        assertThat(admitted("192.0.2.1", 20)).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(admitted("192.0.2.1", 20)).isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        assertThat(admitted("192.0.2.1", 20)).isEqualTo(5);
    }

    @Test
    void countsEachAddressForItself() throws Exception {
        assertThat(admitted("192.0.2.1", 6)).isEqualTo(5);
        assertThat(admitted("192.0.2.2", 6)).isEqualTo(5);
        assertThat(rate.tryAcquire(new LocalAddress("here"))).isEmpty();
    }

    @Test
    void countsANetworkOfIpv6AsOneClient() throws Exception {
        assertThat(admitted("2001:db8:0:1::1", 5)).isEqualTo(5);

        assertThat(admitted("2001:db8:0:1:ffff::2", 1)).isZero();
        assertThat(admitted("2001:db8:0:2::1", 1)).isEqualTo(1);
    }

    @Test
    void admitsEverybodyWithoutALimit() throws Exception {
        AddressRateLimiter none = new AddressRateLimiter(AddressLimits.NONE, clock);
        for (int i = 0; i < 1_000; i++) {
            assertThat(none.tryAcquire(address("192.0.2.1"))).isEmpty();
        }
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressLimits(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressLimits(1, 0));
    }
}
