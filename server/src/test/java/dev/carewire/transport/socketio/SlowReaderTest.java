package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.event.MessagingEvents;
import dev.carewire.event.MessagingEvents.UnreadCountChanged;
import dev.carewire.fixture.NumberedEvents;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.log.RingLimits;
import dev.carewire.rate.AddressLimits;
import dev.carewire.transport.TestLimits;
import dev.carewire.transport.TestPort;
import dev.carewire.transport.TestSessions;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.netty.PortObserver;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.GracefulPort;
import dev.carewire.transport.websocket.DeflateUse;
import java.io.EOFException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that stops reading, on a real connection whose buffers fill up. */
class SlowReaderTest {

    private static final int WINDOW = 64 << 10;

    private final ExecutorService workers = Executors.newFixedThreadPool(1);
    private Hub hub = hub(64 << 20);
    private NumberedEvents log = new NumberedEvents("e1", hub::deliver);
    private GracefulPort port = open();

    private static Hub hub(int ring) {
        return new Hub(
                new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(ring, Duration.ofMinutes(2))),
                Clock.systemUTC());
    }

    private GracefulPort open() {
        Duration minute = Duration.ofMinutes(1);
        ConnectGate connectGate = new ConnectGate(AddressLimits.NONE, Clock.systemUTC());
        SocketIoEdge edge = new SocketIoEdge(
                SocketIoEdgeTest.engine(minute, minute),
                Map.of("/socket.io/", new EchoDialect()),
                TestSessions.runtime(
                        hub, workers, new TestLimits().sendWindow(WINDOW).messages(1_000)),
                new OriginPolicy(Set.of()),
                new DeflateUse(),
                connectGate);
        return GracefulPort.open(
                TestPort.config(WINDOW, minute), TestPort.memory(), List.of(edge), PortObserver.NONE, hub, connectGate);
    }

    @AfterEach
    void close() {
        port.close();
        hub.close();
        workers.shutdownNow();
    }

    private void tell(String user, int from, int to) {
        for (int i = from; i <= to; i++) {
            log.append(MessagingEvents.UNREAD_COUNT_CHANGED.newEvent(
                    EchoDialect.TENANT, Instant.EPOCH, new UnreadCountChanged(user, i)));
        }
    }

    @Test
    void getsEverythingInOrderOnceItReadsAgain() throws Exception {
        try (MinimalWebSocketClient slow = MinimalWebSocketClient.connectAs(port, "slow");
                MinimalWebSocketClient fine = MinimalWebSocketClient.connectAs(port, "fine")) {
            // More than the connection's buffers and the send window hold together.
            tell("slow", 1, 150_000);
            tell("fine", 1, 10);
            assertThat(fine.next()).startsWith("42[\"count\",1,");

            for (int i = 1; i <= 150_000; i++) {
                assertThat(slow.next()).startsWith("42[\"count\"," + i + ",");
            }
            tell("slow", 150_001, 150_001);
            assertThat(slow.next()).startsWith("42[\"count\",150001,");
        }
    }

    @Test
    void isClosedWhenItFellOutOfTheRing() throws Exception {
        port.close();
        hub.close();
        hub = hub(1 << 20);
        log = new NumberedEvents("e1", hub::deliver);
        port = open();
        try (MinimalWebSocketClient slow = MinimalWebSocketClient.connectAs(port, "slow")) {
            tell("slow", 1, 300_000);

            AtomicInteger last = new AtomicInteger();
            assertThatThrownBy(() -> {
                        while (true) {
                            assertThat(slow.next()).startsWith("42[\"count\"," + last.incrementAndGet() + ",");
                        }
                    })
                    .isInstanceOf(EOFException.class);
            assertThat(last.get()).isBetween(2, 299_999);
        }
    }
}
