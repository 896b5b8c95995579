package dev.carewire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.carewire.fuzz.Fuzz;
import dev.carewire.fuzz.FuzzRandom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/** Any input from a client is a valid or a malformed packet, without another outcome. */
@Tag("fuzz")
class PacketFuzzTest {

    private static final List<String> VOCABULARY = List.of(
            "\u001e",
            "/",
            ",",
            "-",
            ":",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "\\",
            "\\u",
            "b",
            "b4",
            "9",
            "51-",
            "/admin,",
            "999999999",
            "999999999999999999",
            "\u0663",
            "\u0000",
            "\uD83C\uDFE5",
            "{\"_placeholder\":true,\"num\":0}",
            "{\"_placeholder\":true,\"num\":-1}");

    private static final List<String> SAMPLES = List.of(
            "2probe",
            "40",
            "40{\"token\":\"t\"}",
            "40/admin,{\"token\":\"t\"}",
            "41/admin,",
            "42[\"hello\",1]",
            "42/admin,17[\"hello\"]",
            "4317[\"ok\"]",
            "452-[\"file\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
            "461-3[{\"_placeholder\":true,\"num\":0}]",
            "bAQIDBA==",
            "b4AQIDBA==",
            "4\u001e2\u001e42[\"a\"]",
            "6:42[\"a\"1:2",
            "10:b4AQIDBA==");

    private static final AtomicLong INPUTS = new AtomicLong();

    @AfterContainer
    static void report() {
        Fuzz.report("packets", INPUTS.get());
    }

    @Property(seed = Fuzz.SEED)
    void readsOrRefusesAnyText(@ForAll String text) {
        readAll(text);
    }

    @Property(seed = Fuzz.SEED)
    void readsOrRefusesDamagedPackets(@ForAll long seed) {
        FuzzRandom chance = new FuzzRandom(seed);
        readAll(chance.mutate(chance.choose(SAMPLES), VOCABULARY));
    }

    @Property(seed = Fuzz.SEED)
    void readsOrRefusesDamagedBytes(@ForAll long seed) {
        FuzzRandom chance = new FuzzRandom(seed);
        byte[] payload = chance.mutate(new byte[] {0, 1, (byte) 0xff, '2', 1, 3, (byte) 0xff, 4, 7, 7}, VOCABULARY);
        readAll(payload);
        readAll(chance.randomBytes(chance.nextInt(40)));
    }

    private static void readAll(String text) {
        INPUTS.incrementAndGet();
        tryTo(() -> {
            EnginePacket packet = EnginePacket.decode(text);
            assertThat(EnginePacket.decode(packet.encode())).isEqualTo(packet);
        });
        tryTo(() -> {
            SocketPacket packet = SocketPacket.decode(text);
            assertThat(SocketPacket.decode(packet.encode())).isEqualTo(packet);
        });
        for (EngineVersion version : EngineVersion.values()) {
            tryTo(() -> assertThat(EngineUnit.decode(text, version)).isNotNull());
            tryTo(() -> assertThat(read(PollingPayload.of(text, version))).isNotEmpty());
        }
        readAll(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void readAll(byte[] bytes) {
        INPUTS.incrementAndGet();
        for (EngineVersion version : EngineVersion.values()) {
            tryTo(() -> assertThat(EngineUnit.decode(bytes, version)).isNotNull());
        }
        tryTo(() -> assertThat(read(PollingPayload.of(bytes))).isNotEmpty());
    }

    private static List<EngineUnit> read(PollingPayload payload) throws MalformedPacketException {
        List<EngineUnit> units = new ArrayList<>();
        while (payload.hasNext()) {
            units.add(payload.next());
        }
        return units;
    }

    /** Every other exception fails the test. */
    private static void tryTo(Reading reading) {
        try {
            reading.read();
        } catch (MalformedPacketException refused) {
            assertThat(refused).hasNoCause();
        }
    }

    @FunctionalInterface
    private interface Reading {
        void read() throws MalformedPacketException;
    }

    /** Anything worse than linear time would take minutes. */
    @Example
    void takesNoLongerThanALongTextNeeds() {
        for (String part :
                List.of("9", "49", "-", "/", "42/", ",", "451-", "\u001e", "4\u001e", "1:4", "[", "{\"", "b", "A")) {
            String text = part.repeat(1_000_000 / part.length());
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                for (String start : List.of("", "4", "40", "42[\"", "2[\"a\",", "3", "451-", "51-[\"a\",", "2/")) {
                    readAll(start + text);
                }
            });
        }
    }

    @Property(seed = Fuzz.SEED)
    void readsWhatItWrote(@ForAll("packets") SocketPacket packet) throws MalformedPacketException {
        INPUTS.incrementAndGet();
        EnginePacket message = new EnginePacket(EnginePacket.Type.MESSAGE, packet.encode());

        List<EngineUnit> payload = read(
                PollingPayload.of(message.encode() + PollingPayload.SEPARATOR + message.encode(), EngineVersion.V4));

        assertThat(payload).containsExactly(message, message);
        assertThat(SocketPacket.decode(message.data())).isEqualTo(packet);
    }

    @Provide
    Arbitrary<SocketPacket> packets() {
        Arbitrary<String> namespaces = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("/-?=0")
                .ofMaxLength(20)
                .map("/"::concat);
        Arbitrary<Long> ackIds = Arbitraries.longs().between(0, 999_999_999_999_999L);
        Arbitrary<String> words = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u00a0', '\ud7ff')
                .excludeChars('"', '\\');
        return Arbitraries.oneOf(
                Combinators.combine(namespaces, words)
                        .as((namespace, word) ->
                                SocketPacket.of(SocketPacket.Type.CONNECT, namespace, "{\"a\":\"" + word + "\"}")),
                Combinators.combine(namespaces, ackIds, words)
                        .as((namespace, ackId, word) -> new SocketPacket(
                                SocketPacket.Type.EVENT,
                                namespace,
                                OptionalLong.of(ackId),
                                0,
                                "[\"e\",\"" + word + "\"]")),
                Combinators.combine(namespaces, ackIds, words)
                        .as((namespace, ackId, word) -> SocketPacket.ack(namespace, ackId, 0, "[\"" + word + "\"]")));
    }
}
