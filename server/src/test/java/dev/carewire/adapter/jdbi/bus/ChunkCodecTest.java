package dev.carewire.adapter.jdbi.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.ClusterBus;
import dev.carewire.cluster.NodeId;
import dev.carewire.identity.TenantId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkCodecTest {

    private static final NodeId SENDER = new NodeId("node0001");

    /** 640 bytes, the most that an id may have. */
    private static final BusTopic LONGEST = BusTopic.of(new TenantId("ü".repeat(320)));

    @Test
    void readsWhatItHasWritten() {
        for (BusTopic topic :
                List.of(BusTopic.ALL_NODES, BusTopic.of(new TenantId("診療所 北")), BusTopic.of(SENDER), LONGEST)) {
            Chunk chunk = ChunkCodec.decode(
                            ChunkCodec.encode(SENDER, 7, topic, bytes("event")).get(0))
                    .orElseThrow();
            assertThat(chunk).isEqualTo(new Chunk(SENDER, 7, topic, 0, 1, bytes("event")));
        }
    }

    @Test
    void fitsTheLargestMessageIntoPayloadsThatPostgresAccepts() {
        byte[] message = new byte[ClusterBus.MAX_MESSAGE_BYTES];
        new Random(1).nextBytes(message);
        List<String> payloads = ChunkCodec.encode(SENDER, 1, LONGEST, ByteBuffer.wrap(message));
        assertThat(payloads)
                .hasSizeLessThanOrEqualTo(Chunk.MAX_COUNT)
                .allSatisfy(payload -> assertThat(payload)
                        .hasSizeLessThanOrEqualTo(ChunkCodec.MAX_PAYLOAD_LENGTH)
                        .isPrintable());

        ChunkAssembly assembly = new ChunkAssembly();
        Optional<byte[]> result = Optional.empty();
        for (String payload : payloads) {
            assertThat(result).isEmpty();
            result = assembly.add(ChunkCodec.decode(payload).orElseThrow(), 0);
        }
        assertThat(result.orElseThrow()).isEqualTo(message);
    }

    @Test
    void needsOnePayloadForAMessageThatFits() {
        assertThat(ChunkCodec.encode(SENDER, 1, BusTopic.ALL_NODES, ByteBuffer.wrap(new byte[5_900])))
                .hasSize(1);
        assertThat(ChunkCodec.encode(SENDER, 1, BusTopic.ALL_NODES, ByteBuffer.wrap(new byte[6_000])))
                .hasSize(2);
        assertThat(ChunkCodec.encode(SENDER, 1, BusTopic.ALL_NODES, ByteBuffer.wrap(new byte[0])))
                .hasSize(1);
    }

    @Test
    void readsNothingFromDamagedPayloads() {
        String payload = ChunkCodec.encode(SENDER, 1, LONGEST, bytes("")).get(0);
        byte[] whole = Base64.getDecoder().decode(payload);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThat(ChunkCodec.decode(Base64.getEncoder().encodeToString(part)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            byte[] altered = whole.clone();
            altered[random.nextInt(40)] = (byte) random.nextInt();
            ChunkCodec.decode(Base64.getEncoder().encodeToString(altered));
        }
    }

    @Test
    void readsNothingOfAnotherVersion() {
        byte[] payload = Base64.getDecoder()
                .decode(ChunkCodec.encode(SENDER, 1, BusTopic.ALL_NODES, bytes("event"))
                        .get(0));
        payload[0] = 2;
        assertThat(ChunkCodec.decode(Base64.getEncoder().encodeToString(payload)))
                .isEmpty();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
