package dev.carewire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketPacketTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | CONNECT | / | |",
                "0{\"token\":\"t\"} | CONNECT | / | | {\"token\":\"t\"}",
                "0/admin, | CONNECT | /admin | |",
                "0/admin,{} | CONNECT | /admin | | {}",
                "1 | DISCONNECT | / | |",
                "1/admin, | DISCONNECT | /admin | |",
                "2[\"a\",1] | EVENT | / | | [\"a\",1]",
                "212[\"a\"] | EVENT | / | 12 | [\"a\"]",
                "2/admin,7[\"a\"] | EVENT | /admin | 7 | [\"a\"]",
                "33[] | ACK | / | 3 | []"
            })
    void readsWhatClientsSend(String text, SocketPacket.Type type, String namespace, Long ackId, String data)
            throws MalformedPacketException {
        SocketPacket packet = SocketPacket.decode(text);

        assertThat(packet)
                .isEqualTo(new SocketPacket(
                        type,
                        namespace,
                        ackId == null ? OptionalLong.empty() : OptionalLong.of(ackId),
                        data == null ? "" : data));
        assertThat(packet.encode()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "a",
                "-1",
                "2",
                "2{}",
                "2abc",
                "2\"a\"",
                "3[]",
                "31{}",
                "0[]",
                "0null",
                "05{}",
                "1{}",
                "4{}",
                "51-[\"a\"]",
                "21234567890123456[\"a\"]"
            })
    void refusesWhatIsNoPacket(String text) {
        assertThatThrownBy(() -> SocketPacket.decode(text)).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void saysNothingOfTheDataWhenRefusing() {
        assertThatThrownBy(() -> SocketPacket.decode("2{\"name\":\"Smith\"}"))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessageNotContaining("Smith");
    }
}
