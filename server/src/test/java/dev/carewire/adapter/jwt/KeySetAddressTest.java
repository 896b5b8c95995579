package dev.carewire.adapter.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.SilentServer;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeySetAddressTest {

    private static final int SLACK_SECONDS = 30;

    @Test
    void waitsNoLongerForANetworkThatSwallowsPackets() throws Exception {
        try (SilentServer silent = SilentServer.swallowing()) {
            KeySetAddress address = new KeySetAddress(URI.create("http://127.0.0.1:" + silent.port() + "/keys"));

            boolean failed =
                    address.fetch().handle((keys, failure) -> failure != null).get(SLACK_SECONDS, TimeUnit.SECONDS);

            assertThat(failed).isTrue();
        }
    }
}
