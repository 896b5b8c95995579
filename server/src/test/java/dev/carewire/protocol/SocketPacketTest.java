package dev.carewire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
                "33[] | ACK | / | 3 | []",
                "2[\"a\",{\"_placeholder\":true,\"num\":7}] | EVENT | / | | [\"a\",{\"_placeholder\":true,\"num\":7}]",
                "2[7, \"\\u00e9\\n\", -1.5e+3, null, {\"a\" : [ ]}] | EVENT | / | |"
                        + " [7, \"\\u00e9\\n\", -1.5e+3, null, {\"a\" : [ ]}]"
            })
    void readsWhatClientsSend(String text, SocketPacket.Type type, String namespace, Long ackId, String data)
            throws MalformedPacketException {
        SocketPacket packet = SocketPacket.decode(text);

        assertThat(packet)
                .isEqualTo(new SocketPacket(
                        type,
                        namespace,
                        ackId == null ? OptionalLong.empty() : OptionalLong.of(ackId),
                        0,
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
                "5[\"a\"]",
                "5-[\"a\"]",
                "5x-[\"a\"]",
                "5199999-[\"a\"]",
                "51-[\"a\",{\"_placeholder\":true,\"num\":1}]",
                "51-[\"a\",{\"_placeholder\":true,\"num\":-1}]",
                "51-[\"a\",{\"_placeholder\":true,\"num\":\"0\"}]",
                "51-[\"a\",{\"_placeholder\":true}]",
                "52-[\"a\",{\"_placeholder\":true,\"num\":0}]",
                "51-[{\"_placeholder\":true,\"num\":0}]",
                "61-[{\"_placeholder\":true,\"num\":0}]",
                "2[",
                "2[]",
                "2[null]",
                "2[\"a\"",
                "2[\"a\",]",
                "2[\"a\"]]",
                "2[\"a\"] x",
                "2[\"a\" 1]",
                "2[\"a\",01]",
                "2[\"a\",1.]",
                "2[\"a\",-]",
                "2[\"a\",tru]",
                "2[\"a\",{1:2}]",
                "2[\"a\",{\"b\" 2}]",
                "2[\"a\",{\"b\":2,}]",
                "2[\"\\x\"]",
                "2[\"\\u12g4\"]",
                "2[\"\\u\uff11234\"]",
                "2[\"a\n\"]",
                "2[\"connect\"]",
                "2[\"connect_error\",{}]",
                "2[ \"disconnect\"]",
                "2[\"newListener\"]",
                "21234567890123456[\"a\"]"
            })
    void refusesWhatIsNoPacket(String text) {
        assertThatThrownBy(() -> SocketPacket.decode(text)).isInstanceOf(MalformedPacketException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "51-[\"a\",{\"_placeholder\":true,\"num\":0}] | BINARY_EVENT | / | | 1 | [\"a\",{\"_placeholder\":true,\"num\":0}]",
                "51-/custom,12[\"a\",{\"num\":0, \"_placeholder\":true}] | BINARY_EVENT | /custom | 12 | 1"
                        + " | [\"a\",{\"num\":0, \"_placeholder\":true}]",
                "50-[\"a\"] | BINARY_EVENT | / | | 0 | [\"a\"]",
                "62-7[{\"b\":[{\"_placeholder\":true,\"num\":1}]},{\"_placeholder\":true,\"num\":0}] | BINARY_ACK | / | 7 | 2"
                        + " | [{\"b\":[{\"_placeholder\":true,\"num\":1}]},{\"_placeholder\":true,\"num\":0}]"
            })
    void readsHowManyAttachmentsFollow(
            String text, SocketPacket.Type type, String namespace, Long ackId, int attachments, String data)
            throws MalformedPacketException {
        SocketPacket packet = SocketPacket.decode(text);

        assertThat(packet)
                .isEqualTo(new SocketPacket(
                        type,
                        namespace,
                        ackId == null ? OptionalLong.empty() : OptionalLong.of(ackId),
                        attachments,
                        data));
        assertThat(packet.encode()).isEqualTo(text);
    }

    /** The reader of the message rejects it then, with a code; the sender was disconnected before. */
    @Test
    void readsDataOfAnyDepth() throws MalformedPacketException {
        String arrays = "[".repeat(100_000) + "]".repeat(100_000);
        String objects = "{\"a\":".repeat(100_000) + "7" + "}".repeat(100_000);
        for (String deep : List.of(arrays, objects)) {
            assertThat(SocketPacket.decode("2[\"a\"," + deep + "]").data()).hasSize(deep.length() + 6);
            assertThatThrownBy(() -> SocketPacket.decode("2[\"a\"," + deep))
                    .isInstanceOf(MalformedPacketException.class);
            assertThatThrownBy(() -> SocketPacket.decode("2[\"a\"," + deep + "]]"))
                    .isInstanceOf(MalformedPacketException.class);
        }
        String placeholder = "{\"num\":{\"num\":1},\"_placeholder\":true,\"num\":0}";
        String nested = "[".repeat(1_000) + placeholder + "]".repeat(1_000);
        assertThat(SocketPacket.decode("51-[\"a\"," + nested + "]").attachments())
                .isEqualTo(1);
    }

    @Test
    void saysNothingOfTheDataWhenRefusing() {
        assertThatThrownBy(() -> SocketPacket.decode("2{\"name\":\"Smith\"}"))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessageNotContaining("Smith");
    }
}
