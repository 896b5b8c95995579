package dev.carewire.redis.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.redis.node.BroadcastFlags.Flag;
import dev.carewire.redis.node.MalformedNodeMessageException.Reason;
import dev.carewire.redis.node.RecordedMessages.Recorded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeCodecTest {

    private static final RecordedMessages RECORDED = RecordedMessages.read();
    private static final PeerId ADAPTER = new PeerId("AAAAAA");
    private static final RequestId QUESTION = new RequestId("q");
    private static final int MANY = 1_001;

    /** Messages with a detail that has no effect: a number as a room, a default that is stated, an absent value. */
    private static final Set<String> WRITTEN_OTHERWISE =
            Set.of("adapter.number", "adapter.compress", "adapter.reply.ack-nothing");

    private final NodeCodec codec = new NodeCodec(NodeLimits.STANDARD);

    static List<Recorded> adapterMessages() {
        return RECORDED.all().stream()
                .filter(recorded -> recorded.name().startsWith("adapter."))
                .filter(recorded -> !WRITTEN_OTHERWISE.contains(recorded.name()))
                .toList();
    }

    static List<Recorded> allMessages() {
        return RECORDED.all();
    }

    @ParameterizedTest
    @MethodSource("adapterMessages")
    void writesTheSameBytesAsThePublishedAdapter(Recorded recorded) throws MalformedNodeMessageException {
        assertThat(recode(recorded.channel(), recorded.message())).asHexString().isEqualTo(hex(recorded.message()));
    }

    @ParameterizedTest
    @MethodSource("allMessages")
    void readsBackWhatItWrote(Recorded recorded) throws MalformedNodeMessageException {
        byte[] written = recode(recorded.channel(), recorded.message());

        assertThat(recode(recorded.channel(), written)).isEqualTo(written);
        assertThat(read(recorded.channel(), written)).isEqualTo(read(recorded.channel(), recorded.message()));
    }

    @Test
    void readsTheEmittersBroadcasts() throws MalformedNodeMessageException {
        assertThat(codec.broadcast(RECORDED.message("emitter.all")))
                .isEqualTo(new NodeBroadcast(
                        PeerId.EMITTER,
                        new NodePacket("/", "hello", List.of()),
                        Selection.Matching.ALL,
                        BroadcastFlags.NONE));

        NodeBroadcast rooms = codec.broadcast(RECORDED.message("emitter.rooms"));
        assertThat(rooms.recipients().rooms()).containsExactly("a", "b");
        assertThat(rooms.recipients().except()).containsExactly("c", "d");
        assertThat(rooms.packet().jsonArguments().texts()).containsExactly("1", "\"two\"", "null");

        assertThat(codec.broadcast(RECORDED.message("emitter.flags")).flags())
                .isEqualTo(new BroadcastFlags(Set.of(Flag.VOLATILE, Flag.UNCOMPRESSED), Optional.empty()));
        assertThat(codec.broadcast(RECORDED.message("emitter.namespace"))
                        .packet()
                        .namespace())
                .isEqualTo("/admin");

        NodeBroadcast names = codec.broadcast(RECORDED.message("emitter.names"));
        assertThat(names.packet().event()).isEqualTo("größe");
        assertThat(names.recipients()).isEqualTo(new Selection.Matching(Set.of("a#b#"), Set.of("Zoë 🏥")));
    }

    @Test
    void readsTheEmittersRequests() throws MalformedNodeMessageException {
        assertThat(codec.request(RECORDED.message("emitter.join")))
                .isEqualTo(new NodeRequest.Join(
                        PeerId.EMITTER,
                        Optional.empty(),
                        new Selection.Matching(Set.of("a"), Set.of("b")),
                        Set.of("c", "d")));
        assertThat(codec.request(RECORDED.message("emitter.disconnect")))
                .isEqualTo(new NodeRequest.Disconnect(
                        PeerId.EMITTER,
                        Optional.empty(),
                        new Selection.Matching(Set.of("a"), Set.of()),
                        NodeRequest.Ending.CONNECTION));
        assertThat(codec.request(RECORDED.message("emitter.disconnect-socket")))
                .extracting("ending")
                .isEqualTo(NodeRequest.Ending.SOCKET);
        assertThat(codec.request(RECORDED.message("emitter.server-side")))
                .isInstanceOf(NodeRequest.ServerSideEmit.class);
    }

    @Test
    void readsABroadcastThatClientsAcknowledge() throws MalformedNodeMessageException {
        NodeRequest request = codec.request(RECORDED.message("adapter.with-ack"));

        assertThat(request).isInstanceOfSatisfying(NodeRequest.BroadcastWithAck.class, broadcast -> {
            assertThat(broadcast.sender()).isEqualTo(ADAPTER);
            assertThat(broadcast.flags().timeout()).contains(Duration.ofSeconds(2));
            assertThat(broadcast.packet().event()).isEqualTo("ask");
        });
    }

    @Test
    void readsReplies() throws MalformedNodeMessageException {
        assertThat(codec.reply(RECORDED.message("adapter.reply.rooms")))
                .isEqualTo(new NodeReply.Rooms(QUESTION, Set.of("socket-1", "ward 3")));
        assertThat(codec.reply(RECORDED.message("adapter.reply.socket-ids")))
                .isEqualTo(new NodeReply.SocketIds(QUESTION, Set.of("socket-1")));
        assertThat(codec.reply(RECORDED.message("adapter.reply.no-sockets")))
                .isEqualTo(new NodeReply.Sockets(QUESTION, List.of()));
        assertThat(codec.reply(RECORDED.message("adapter.reply.done"))).isEqualTo(new NodeReply.Done(QUESTION));
        assertThat(codec.reply(RECORDED.message("adapter.reply.count-value")))
                .isEqualTo(new NodeReply.ClientCount(QUESTION, 1));
        assertThat(codec.reply(RECORDED.message("adapter.reply.ack-bytes")))
                .isEqualTo(new NodeReply.Ack(QUESTION, new NodeValue.Bytes(new byte[] {'x'})));
        assertThat(codec.reply(RECORDED.message("adapter.reply.ack-nothing")))
                .isEqualTo(new NodeReply.Ack(QUESTION, new NodeValue.Nothing()));
        assertThat(codec.reply(RECORDED.message("adapter.reply.sockets")))
                .isInstanceOfSatisfying(
                        NodeReply.Sockets.class,
                        reply -> assertThat(reply.sockets())
                                .singleElement()
                                .satisfies(socket -> assertThat(socket.rooms()).containsExactly("socket-1", "ward 3")));
    }

    @Test
    void writesArgumentsAsClientsReceiveThem() throws MalformedNodeMessageException {
        assertThat(codec.broadcast(RECORDED.message("adapter.values")).packet().jsonArguments())
                .isEqualTo(new JsonArguments(
                        List.of(
                                "[0,-1,31,127,128,255,256,65535,65536,4294967295,4294967296,9007199254740991]",
                                "[-32,-33,-128,-129,-32768,-32769,-2147483648,-2147483649,-9007199254740991]",
                                "[0.5,-1.25,1.0E-9,0.1,null,null,0]",
                                "{\"yes\":true,\"no\":false,\"none\":null,\"nested\":{\"list\":[[],{}]}}",
                                "[\"1970-01-01T00:00:00.000Z\",\"2026-11-30T20:15:00.250Z\",\"1969-12-31T23:59:59.999Z\"]",
                                "[\"\",\"" + "x".repeat(31) + "\",\"" + "x".repeat(32) + "\",\"" + "x".repeat(256)
                                        + "\"]",
                                "[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]",
                                "{\"k0\":0,\"k1\":1,\"k2\":2,\"k3\":3,\"k4\":4,\"k5\":5,\"k6\":6,\"k7\":7,\"k8\":8,\"k9\":9,"
                                        + "\"k10\":10,\"k11\":11,\"k12\":12,\"k13\":13,\"k14\":14,\"k15\":15}"),
                        List.of()));
    }

    @Test
    void attachesBytesAcrossArguments() throws MalformedNodeMessageException {
        assertThat(codec.broadcast(RECORDED.message("emitter.bytes")).packet().jsonArguments())
                .isEqualTo(new JsonArguments(
                        List.of("{\"_placeholder\":true,\"num\":0}", "{\"page\":{\"_placeholder\":true,\"num\":1}}"),
                        List.of(
                                new NodeValue.Bytes(new byte[] {0, 1, (byte) 0xff}),
                                new NodeValue.Bytes(new byte[300]))));
    }

    @Test
    void readsRequestsOfAdaptersBeforeVersion8() throws MalformedNodeMessageException {
        byte[] join = utf8("{\"requestId\":\"q\",\"type\":2,\"sid\":\"s\",\"room\":\"r\"}");

        assertThat(codec.request(join))
                .isEqualTo(new NodeRequest.Join(
                        PeerId.EMITTER, Optional.of(QUESTION), new Selection.OneSocket("s"), Set.of("r")));
        assertThat(codec.request(codec.encode(codec.request(join)))).isEqualTo(codec.request(join));
    }

    @Test
    void readsRequestsInMessagePackToo() throws MalformedNodeMessageException {
        // {"uid":"AAAAAA","requestId":"q","type":1}
        byte[] request = HexFormat.of().parseHex("83a3756964a6414141414141a9726571756573744964a171a47479706501");

        assertThat(codec.request(request)).isEqualTo(new NodeRequest.ListRooms(ADAPTER, QUESTION));
    }

    @Test
    void assumesTheStandardNamespaceWhereThePacketNamesNone() throws MalformedNodeMessageException {
        // ["emitter",{"type":2,"data":["x"]},{"rooms":[]}]
        byte[] broadcast = HexFormat.of().parseHex("93a7656d697474657282a47479706502a46461746191a17881a5726f6f6d7390");

        assertThat(codec.broadcast(broadcast).packet().namespace()).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c1",
                "93",
                "9393",
                "c0c0",
                "dfffffffff",
                "ddffffffff",
                "dbffffffff",
                "c6ffffffff",
                "c9ffffffffff",
                "93a1780000",
                "92a17880",
                "93a17881a474797065cb7ff800000000000080",
                "8101c0",
            })
    void rejectsGarbage(String hex) {
        byte[] garbage = HexFormat.of().parseHex(hex);

        assertRejected(Reason.MALFORMED, () -> codec.broadcast(garbage));
        assertThatThrownBy(() -> codec.request(garbage)).isInstanceOf(MalformedNodeMessageException.class);
        assertThatThrownBy(() -> codec.reply(garbage)).isInstanceOf(MalformedNodeMessageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"type\":1}",
                "{\"type\":1,\"requestId\":7}",
                "{\"type\":1,\"requestId\":\"\"}",
                "{\"type\":-1,\"requestId\":\"q\"}",
                "{\"type\":1.5,\"requestId\":\"q\"}",
                "{\"type\":8,\"requestId\":\"q\"}",
                "{\"type\":2,\"rooms\":[\"a\"]}",
                "{\"type\":2,\"opts\":[],\"rooms\":[\"a\"]}",
                "{\"type\":2,\"opts\":{\"rooms\":\"a\"},\"rooms\":[]}",
                "{\"type\":2,\"opts\":{\"rooms\":[null]},\"rooms\":[]}",
                "{\"type\":4,\"opts\":{},\"close\":\"yes\"}",
                "{\"type\":1,\"requestId\":\"q\",\"uid\":\"a#\"}",
                "{\"type\":6,\"data\":{}}",
                "{\"type\":1,\"requestId\":\"q\"} x",
                "{\"type\":7,\"requestId\":\"q\",\"packet\":{\"type\":2,\"data\":[\"x\"]},\"opts\":{\"flags\":{\"timeout\":-1}}}",
                "{\"type\":7,\"requestId\":\"q\",\"packet\":{\"type\":2,\"data\":[\"connect\"]},\"opts\":{}}",
                "{\"type\":7,\"requestId\":\"q\",\"packet\":{\"type\":2,\"data\":[]},\"opts\":{}}",
                "{\"type\":7,\"requestId\":\"q\",\"packet\":{\"type\":2,\"data\":[7]},\"opts\":{}}",
            })
    void rejectsRequestsOfAnotherShape(String request) {
        assertRejected(Reason.MALFORMED, () -> codec.request(utf8(request)));
    }

    @Test
    void rejectsWhatNoPackageSends() {
        assertRejected(Reason.UNSUPPORTED, () -> codec.request(utf8("{\"type\":10,\"requestId\":\"q\"}")));
        assertRejected(
                Reason.UNSUPPORTED,
                () -> codec.request(
                        utf8("{\"type\":7,\"requestId\":\"q\",\"packet\":{\"type\":1,\"data\":[\"x\"]},\"opts\":{}}")));
        assertRejected(Reason.UNSUPPORTED, () -> codec.broadcast(HexFormat.of().parseHex("c70105ff")));
    }

    @Test
    void rejectsDeepNestingInBothEncodings() {
        int levels = NodeLimits.STANDARD.depth() + 2;

        assertRejected(Reason.TOO_LARGE, () -> codec.broadcast(HexFormat.of().parseHex("91".repeat(levels) + "c0")));
        assertRejected(Reason.TOO_LARGE, () -> codec.request(utf8("{\"a\":" + "[".repeat(100_000))));
        assertRejected(Reason.TOO_LARGE, () -> codec.json("[".repeat(100_000)));
    }

    @Test
    void rejectsTooManyValuesRoomsAndBytes() {
        NodeCodec small = new NodeCodec(new NodeLimits(1 << 16, 64, 1_000, 1_000, 16));

        assertRejected(Reason.TOO_LARGE, () -> small.json("[" + "0,".repeat(MANY) + "0]"));
        assertRejected(Reason.TOO_LARGE, () -> small.broadcast(HexFormat.of().parseHex("dc03e9" + "c0".repeat(MANY))));
        assertRejected(Reason.TOO_LARGE, () -> small.request(new byte[(1 << 16) + 1]));
        assertRejected(
                Reason.TOO_LARGE,
                () -> small.request(
                        utf8("{\"type\":2,\"opts\":{\"rooms\":[\"" + "x".repeat(17) + "\"]},\"rooms\":[]}")));
        StringBuilder rooms = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            rooms.append(",\"").append(i).append('"');
        }
        assertRejected(
                Reason.TOO_LARGE,
                () -> codec.request(
                        utf8("{\"type\":2,\"opts\":{\"rooms\":[" + rooms.substring(1) + "]},\"rooms\":[]}")));
    }

    @Test
    void showsNoContentInTextFormsAndMessages() throws MalformedNodeMessageException {
        byte[] message = codec.encode(new NodeBroadcast(
                ADAPTER,
                new NodePacket(
                        "/",
                        "x",
                        List.of(codec.json("{\"name\":[\"Marker\",{\"Marker\":1}]}"), codec.json("\"Marker\""))),
                new Selection.Matching(Set.of("Marker"), Set.of("Marker")),
                BroadcastFlags.NONE));

        assertThat(codec.broadcast(message).toString()).doesNotContain("Marker");
        assertThat(codec.broadcast(message).packet().arguments().toString()).doesNotContain("Marker");
        assertThat(catchThrowableOfType(
                                MalformedNodeMessageException.class,
                                () -> codec.request(utf8("{\"type\":\"Marker\",\"Marker\":1}")))
                        .getMessage())
                .doesNotContain("Marker");
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808, 9223372036854775808",
        "1e300, 1.0E300",
        "123456789012345680000, 123456789012345680000",
        "0.000001, 0.000001",
        "-0, 0",
        "100, 100"
    })
    void writesNumbersAsJavaScriptKnowsThem(String number, String expected) throws MalformedNodeMessageException {
        String written = JsonWriter.plain().write(codec.json(number));

        assertThat(Double.parseDouble(written)).isEqualTo(Double.parseDouble(expected));
        assertThat(written.contains("E")).isEqualTo(expected.contains("E"));
    }

    @Test
    void rejectsLimitsOutOfRange() {
        assertThatThrownBy(() -> new NodeLimits(1, 64, 1_000, 100, 100)).hasMessageContaining("bytes: 1 (expected:");
        assertThatThrownBy(() -> new NodeLimits(1 << 20, 7, 1_000, 100, 100)).hasMessageContaining("depth");
        assertThatThrownBy(() -> new BroadcastFlags(Set.of(), Optional.of(Duration.ofMillis(-1))))
                .hasMessageContaining("timeout");
    }

    private byte[] recode(String channel, byte[] message) throws MalformedNodeMessageException {
        if (channel.contains("-request#")) {
            return codec.encode(codec.request(message));
        }
        return channel.contains("-response#")
                ? codec.encode(codec.reply(message))
                : codec.encode(codec.broadcast(message));
    }

    private Object read(String channel, byte[] message) throws MalformedNodeMessageException {
        if (channel.contains("-request#")) {
            return codec.request(message);
        }
        return channel.contains("-response#") ? codec.reply(message) : codec.broadcast(message);
    }

    private static void assertRejected(Reason reason, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        MalformedNodeMessageException.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
