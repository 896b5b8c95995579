package dev.carewire.redis.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.redis.node.RecordedMessages.Recorded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Any bytes from a peer are a message or a rejected one, without another outcome. */
@Tag("fuzz")
class NodeCodecFuzzTest {

    /** Every run tries the same cases first. */
    private static final String SEED = "20261130";

    private static final List<Recorded> SAMPLES = RecordedMessages.read().all();

    /** Headers of MessagePack that announce much, and parts of JSON. */
    private static final List<byte[]> PARTS = List.of(
            bytes(0xc1),
            bytes(0xc6, 0x7f, 0xff, 0xff, 0xff),
            bytes(0xc7, 0x0c, 0xff),
            bytes(0xc7, 0x0c, 0xff, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
            bytes(0xd7, 0xff, 0xff, 0xff, 0xff, 0xff),
            bytes(0xdb, 0xff, 0xff, 0xff, 0xff),
            bytes(0xdd, 0x00, 0xff, 0xff, 0xff),
            bytes(0xdf, 0x7f, 0xff, 0xff, 0xff),
            bytes(0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
            bytes(0x91, 0x91, 0x91, 0x91, 0x91, 0x91, 0x91, 0x91),
            "{\"type\":".getBytes(StandardCharsets.UTF_8),
            "\"opts\":{\"rooms\":[".getBytes(StandardCharsets.UTF_8),
            "1e999".getBytes(StandardCharsets.UTF_8),
            "\\ud800".getBytes(StandardCharsets.UTF_8),
            "null".getBytes(StandardCharsets.UTF_8));

    private final NodeCodec codec = new NodeCodec(new NodeLimits(1 << 14, 16, 500, 10, 64));

    @Property(seed = SEED)
    void readsOrRejectsAnyBytes(@ForAll byte[] message) {
        readAll(message);
    }

    @Property(seed = SEED)
    void readsOrRejectsAnyJson(@ForAll String text) {
        readAll(("{\"type\":2,\"requestId\":\"" + text + "\",\"opts\":{\"rooms\":[" + text + "]}}")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Property(seed = SEED)
    void readsOrRejectsDamagedMessages(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] message = SAMPLES.get(random.nextInt(SAMPLES.size())).message();
        for (int places = 1 + random.nextInt(4); places > 0; places--) {
            message = damaged(message, random);
        }
        readAll(message);
    }

    @Property(seed = SEED)
    void readsBackAnyValue(@ForAll("values") NodeValue value) throws MalformedNodeMessageException {
        NodeReply.Ack ack = new NodeReply.Ack(new RequestId("q"), value);

        assertThat(new NodeCodec(NodeLimits.STANDARD).reply(codec.encode(ack))).isEqualTo(ack);
    }

    @Provide
    Arbitrary<NodeValue> values() {
        return Arbitraries.lazyOf(
                () -> Arbitraries.just(new NodeValue.Nothing()),
                () -> Arbitraries.of(true, false).map(NodeValue.Truth::new),
                () -> Arbitraries.doubles().map(NodeValue.Num::new),
                () -> Arbitraries.longs().map(NodeValue.Num::new),
                () -> Arbitraries.strings().map(NodeCodecFuzzTest::text),
                () -> Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(NodeValue.Bytes::new),
                () -> Arbitraries.longs()
                        .between(-8_640_000_000_000_000L, 8_640_000_000_000_000L)
                        .map(millis -> new NodeValue.Moment(Instant.ofEpochMilli(millis))),
                () -> values().list().ofMaxSize(4).map(NodeValue.Items::new),
                () -> Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(8), values())
                        .ofMaxSize(4)
                        .map(NodeValue.Fields::new));
    }

    /** A text without half a surrogate pair, which UTF-8 cannot hold. */
    private static NodeValue text(String any) {
        return new NodeValue.Text(new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    /** Reads the bytes as every kind of message, and writes the messages again. */
    private void readAll(byte[] message) {
        tryTo(() -> {
            NodeBroadcast broadcast = codec.broadcast(message);
            assertThat(broadcast.packet().jsonArguments().texts())
                    .hasSameSizeAs(broadcast.packet().arguments());
            assertThat(new NodeCodec(NodeLimits.STANDARD).broadcast(codec.encode(broadcast)))
                    .isEqualTo(broadcast);
        });
        tryTo(() -> assertThat(codec.encode(codec.request(message))).isNotEmpty());
        tryTo(() -> assertThat(codec.encode(codec.reply(message))).isNotEmpty());
        tryTo(() -> assertThat(codec.json(new String(message, StandardCharsets.UTF_8)))
                .isNotNull());
    }

    /** Every other exception fails the test. */
    private static void tryTo(Reading reading) {
        try {
            reading.read();
        } catch (MalformedNodeMessageException rejected) {
            assertThat(rejected).hasNoCause();
        }
    }

    private static byte[] damaged(byte[] message, SplittableRandom random) {
        int at = random.nextInt(message.length + 1);
        int end = Math.min(message.length, at + random.nextInt(8));
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(message, at);
            case 1 -> spliced(message, at, end, new byte[0]);
            case 2 -> spliced(message, at, end, PARTS.get(random.nextInt(PARTS.size())));
            default -> spliced(message, at, Math.min(message.length, at + 1), bytes(random.nextInt(256)));
        };
    }

    private static byte[] spliced(byte[] message, int from, int to, byte[] middle) {
        byte[] spliced = new byte[from + middle.length + message.length - to];
        System.arraycopy(message, 0, spliced, 0, from);
        System.arraycopy(middle, 0, spliced, from, middle.length);
        System.arraycopy(message, to, spliced, from + middle.length, message.length - to);
        return spliced;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @FunctionalInterface
    private interface Reading {
        void read() throws MalformedNodeMessageException;
    }
}
