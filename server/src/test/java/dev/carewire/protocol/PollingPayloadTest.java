package dev.carewire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollingPayloadTest {

    @Test
    void readsPacketsInOrder() throws MalformedPacketException {
        assertThat(read(PollingPayload.of("3\u001e42[\"a\"]\u001e1", EngineVersion.V4)))
                .containsExactly(
                        new EnginePacket(EnginePacket.Type.PONG, ""),
                        new EnginePacket(EnginePacket.Type.MESSAGE, "2[\"a\"]"),
                        new EnginePacket(EnginePacket.Type.CLOSE, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u001e", "3\u001e", "\u001e3", "x", "9", "3\u001ex"})
    void refusesEmptyAndUnknownPackets(String body) {
        assertThatThrownBy(() -> read(PollingPayload.of(body, EngineVersion.V4)))
                .isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void readsAnyNumberOfPackets() throws MalformedPacketException {
        assertThat(read(PollingPayload.of("3\u001e".repeat(9_999) + "3", EngineVersion.V4)))
                .hasSize(10_000);
        assertThat(read(PollingPayload.of("1:3".repeat(10_000), EngineVersion.V3)))
                .hasSize(10_000);
    }

    @Test
    void readsBytesInBase64() throws MalformedPacketException {
        assertThat(shown(read(PollingPayload.of("b/wA=\u001e2", EngineVersion.V4))))
                .containsExactly("ff00", "2");
        assertThat(shown(read(PollingPayload.of("b/w\nA=\n", EngineVersion.V4))))
                .containsExactly("ff00");
        assertThat(shown(read(PollingPayload.of("6:b4/wA=1:2", EngineVersion.V3))))
                .containsExactly("ff00", "2");
    }

    @ParameterizedTest
    @CsvSource({"b?, V4", "b=, V4", "3:b4?, V3", "6:b2/wA=, V3", "1:b, V3"})
    void refusesWhatIsNoBase64(String body, EngineVersion version) {
        assertThatThrownBy(() -> read(PollingPayload.of(body, version))).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void readsLengthsInUtf16Units() throws MalformedPacketException {
        assertThat(shown(read(PollingPayload.of("8:42[\"é🏥11:31:2", EngineVersion.V3))))
                .containsExactly("42[\"é🏥1", "3", "2")
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", ":3", "0:", "2:3", "1:33", "x:3", "-1:3", "9999999999:3", "1:31", "99999999:3"})
    void refusesWrongLengths(String body) {
        assertThatThrownBy(() -> read(PollingPayload.of(body, EngineVersion.V3)))
                .isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void readsBinaryBodies() throws MalformedPacketException {
        byte[] body = HexFormat.of().parseHex("0001ff33" + "0003ff34c3a9" + "0103ff04ff00");

        assertThat(shown(read(PollingPayload.of(body)))).containsExactly("3", "4é", "ff00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0001",
                "0001ff",
                "00ff33",
                "000aff33",
                "0201ff33",
                "0002ff33",
                "0001ff3300",
                "0101ff02"
            })
    void refusesMalformedBinaryBodies(String hex) {
        assertThatThrownBy(() -> read(PollingPayload.of(HexFormat.of().parseHex(hex))))
                .isInstanceOf(MalformedPacketException.class);
    }

    private static List<EngineUnit> read(PollingPayload payload) throws MalformedPacketException {
        List<EngineUnit> units = new ArrayList<>();
        while (payload.hasNext()) {
            units.add(payload.next());
        }
        return units;
    }

    private static List<String> shown(List<EngineUnit> units) {
        return units.stream().map(PollingPayloadTest::shown).toList();
    }

    private static String shown(EngineUnit unit) {
        return unit instanceof BinaryMessage message
                ? HexFormat.of().formatHex(message.bytes())
                : ((EnginePacket) unit).encode();
    }
}
