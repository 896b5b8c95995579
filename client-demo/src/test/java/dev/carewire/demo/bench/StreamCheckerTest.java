package dev.carewire.demo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StreamCheckerTest {

    private final StreamChecker stream = new StreamChecker(2);
    private Swarm swarm;
    private Client reader;
    private Client follower;

    @BeforeEach
    void open() throws IOException {
        swarm = Swarm.of(1);
        reader = new WebSocketClient(0, 7, swarm, EncodedFrame.of("40"));
        follower = new WebSocketClient(1, StreamChecker.ROOMS, swarm, EncodedFrame.of("40"));
    }

    @AfterEach
    void close() throws IOException {
        swarm.close();
    }

    @Test
    void whoFollowsOneRoomGetsEveryNinetiethEventAndWhoFollowsAllEveryOne() {
        logged(follower, 7, 0, 0);
        logged(follower, 8, 0, 0);
        logged(reader, 7, 0, 0);
        logged(reader, 97, 0, 0);

        assertThat(stream.faults()).isZero();
        assertThat(stream.deliveries()).isEqualTo(4);
        assertThat(stream.newest()).isEqualTo(97);
        assertThat(stream.latencies().percentileMillis(0.5)).isPositive();
    }

    @Test
    void anEventThatIsMissingOrComesTwiceOrTooEarlyIsAFault() {
        logged(follower, 7, 0, 0);
        logged(follower, 9, 0, 0);
        assertThat(stream.faults()).isEqualTo(1);
        logged(follower, 9, 0, 0);
        assertThat(stream.faults()).isEqualTo(2);
        logged(follower, 8, 0, 0);
        assertThat(stream.faults()).isEqualTo(3);
    }

    @Test
    void countsTheEventsOutsideTheLogThatDidNotCome() {
        logged(follower, 1, 10, 0);
        unlogged(follower, 11);
        logged(follower, 2, 14, 3);
        unlogged(follower, 15);
        logged(follower, 3, 15, 3);

        assertThat(stream.missed(0)).isEqualTo(3);
        assertThat(stream.dropped()).isEqualTo(3);
    }

    @Test
    void whoIsClosedForReadingTooSlowlyIsNotWaitedForAndAnyOtherEndFailsTheRun() throws IOException {
        logged(follower, 5, 0, 0);
        logged(reader, 7, 0, 0);
        assertThat(stream.countBehind(0, 7)).isEqualTo(1);

        stream.onClosed(follower, "slow consumer");

        assertThat(stream.countBehind(0, 7)).isZero();
        assertThat(stream.slowConsumers()).isEqualTo(1);
        assertThatThrownBy(() -> stream.onClosed(reader, "ping timeout"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ping timeout");
    }

    private void logged(Client client, long number, long volatiles, long dropped) {
        packet(client, number + ",1000," + volatiles + "," + dropped);
    }

    private void unlogged(Client client, long volatiles) {
        packet(client, "0,1000," + volatiles + ",0");
    }

    private void packet(Client client, String numbers) {
        byte[] text = Bytes.of("42[\"user:status\"," + numbers + ",\"---\",\"s-1\"]");
        stream.onEvent(client, ByteBuffer.wrap(text), 0, text.length);
    }
}
