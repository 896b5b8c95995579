package dev.carewire.adapter.jdbi.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.bus.Backlog.Message;
import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.ClusterBus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private final Backlog backlog = new Backlog();

    @Test
    void boundsMessagesAndBytes() {
        for (int i = 0; i < Backlog.MAX_MESSAGES; i++) {
            assertThat(backlog.offer(message(0))).isTrue();
        }
        assertThat(backlog.offer(message(0))).isFalse();
        assertThat(backlog.clear()).isEqualTo(Backlog.MAX_MESSAGES);

        for (int i = 0; i < Backlog.MAX_BYTES / ClusterBus.MAX_MESSAGE_BYTES; i++) {
            assertThat(backlog.offer(message(ClusterBus.MAX_MESSAGE_BYTES))).isTrue();
        }
        assertThat(backlog.offer(message(1))).isFalse();
        assertThat(backlog.offer(message(0))).isTrue();
    }

    @Test
    void givesRoomForWhatWasTaken() throws InterruptedException {
        for (int i = 0; i < 3 * Backlog.MAX_BYTES / ClusterBus.MAX_MESSAGE_BYTES; i++) {
            Message message = message(ClusterBus.MAX_MESSAGE_BYTES);
            assertThat(backlog.offer(message)).isTrue();
            assertThat(backlog.take(Duration.ofDays(1))).containsExactly(message);
        }
    }

    @Test
    void takesInOrderAndNothingAfterBeingWoken() throws InterruptedException {
        List<Message> messages = List.of(message(1), message(2), message(3));
        messages.forEach(backlog::offer);
        backlog.wake();
        backlog.wake();
        assertThat(backlog.take(Duration.ofDays(1))).isEmpty();
        assertThat(backlog.take(Duration.ofDays(1))).isEqualTo(messages);
        assertThat(backlog.take(Duration.ZERO)).isEmpty();
    }

    private static Message message(int length) {
        return new Message(BusTopic.ALL_NODES, ByteBuffer.allocate(length));
    }
}
