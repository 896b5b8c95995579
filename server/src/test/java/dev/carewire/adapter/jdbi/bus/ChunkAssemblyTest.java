package dev.carewire.adapter.jdbi.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.ClusterBus;
import dev.carewire.cluster.NodeId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChunkAssemblyTest {

    private static final NodeId FIRST = new NodeId("node0001");
    private static final NodeId SECOND = new NodeId("node0002");

    private final ChunkAssembly assembly = new ChunkAssembly();

    @Test
    void joinsTheMessagesOfSeveralSendersAtOnce() {
        assertThat(assembly.add(chunk(FIRST, 1, 0, 2, 3), 0)).isEmpty();
        assertThat(assembly.add(chunk(SECOND, 1, 0, 2, 4), 0)).isEmpty();
        assertThat(assembly.add(chunk(FIRST, 1, 1, 2, 5), 0).orElseThrow()).containsExactly(0, 0, 0, 1, 1, 1, 1, 1);
        assertThat(assembly.add(chunk(SECOND, 1, 1, 2, 0), 0).orElseThrow()).containsExactly(0, 0, 0, 0);
        assertThat(assembly.count()).isZero();
    }

    @Test
    void dropsAMessageWithAMissingChunk() {
        assembly.add(chunk(FIRST, 1, 0, 3, 1), 0);
        assertThat(assembly.add(chunk(FIRST, 1, 2, 3, 1), 0)).isEmpty();
        assertThat(assembly.add(chunk(FIRST, 1, 1, 3, 1), 0)).isEmpty();
        assertThat(assembly.count()).isZero();

        assembly.add(chunk(FIRST, 2, 0, 2, 1), 0);
        assertThat(assembly.add(chunk(FIRST, 3, 1, 2, 1), 0))
                .as("the end of another message")
                .isEmpty();
        assertThat(assembly.add(chunk(FIRST, 4, 1, 2, 1), 0))
                .as("the end alone")
                .isEmpty();
        assertThat(assembly.add(chunk(FIRST, 5, 0, 1, 1), 0)).isPresent();
        assertThat(assembly.count()).isZero();
    }

    @Test
    void dropsAnIncompleteMessageWhoseSenderSendsAnotherOne() {
        assembly.add(chunk(FIRST, 1, 0, 2, 1), 0);
        assertThat(assembly.add(chunk(FIRST, 2, 0, 1, 2), 0).orElseThrow()).hasSize(2);
        assertThat(assembly.add(chunk(FIRST, 1, 1, 2, 1), 0)).isEmpty();
    }

    @Test
    void boundsSendersBytesAndAge() {
        for (int sender = 0; sender < 10 * ChunkAssembly.MAX_MESSAGES; sender++) {
            assembly.add(chunk(node(sender), 1, 0, 2, 1), 0);
        }
        assertThat(assembly.count()).isEqualTo(ChunkAssembly.MAX_MESSAGES);

        long overdue = ChunkAssembly.MAX_WAIT.toNanos() + 1;
        assembly.add(chunk(FIRST, 1, 0, 2, 1), overdue);
        assertThat(assembly.count()).isEqualTo(1);

        int half = ClusterBus.MAX_MESSAGE_BYTES / 2;
        for (int sender = 0; sender < 40; sender++) {
            assembly.add(chunk(node(sender), 1, 0, 2, half), overdue);
        }
        assertThat(assembly.count()).isEqualTo(ChunkAssembly.MAX_BYTES / half);
    }

    @Test
    void dropsAMessageThatIsTooLarge() {
        assembly.add(chunk(FIRST, 1, 0, 2, ClusterBus.MAX_MESSAGE_BYTES), 0);
        assertThat(assembly.add(chunk(FIRST, 1, 1, 2, 1), 0)).isEmpty();
        assertThat(assembly.count()).isZero();
    }

    private static NodeId node(int number) {
        return new NodeId(String.format("n%07d", number));
    }

    /** The bytes of a chunk are its index. */
    private static Chunk chunk(NodeId sender, long number, int index, int count, int length) {
        byte[] body = new byte[length];
        Arrays.fill(body, (byte) index);
        return new Chunk(sender, number, BusTopic.ALL_NODES, index, count, ByteBuffer.wrap(body));
    }
}
