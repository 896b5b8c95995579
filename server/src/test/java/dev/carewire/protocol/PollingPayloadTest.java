package dev.carewire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingPayloadTest {

    @Test
    void readsPacketsInOrder() throws MalformedPacketException {
        assertThat(PollingPayload.decode("3\u001e42[\"a\"]\u001e1", 16))
                .containsExactly(
                        new EnginePacket(EnginePacket.Type.PONG, ""),
                        new EnginePacket(EnginePacket.Type.MESSAGE, "2[\"a\"]"),
                        new EnginePacket(EnginePacket.Type.CLOSE, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u001e", "3\u001e", "\u001e3", "x", "9", "3\u001ex"})
    void refusesEmptyAndUnknownPackets(String body) {
        assertThatThrownBy(() -> PollingPayload.decode(body, 16)).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void refusesMorePacketsThanAllowed() {
        assertThatThrownBy(() -> PollingPayload.decode("3\u001e3\u001e3", 2))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessageContaining("2");
    }
}
