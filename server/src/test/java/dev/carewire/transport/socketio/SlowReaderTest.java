package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.Catalogue;
import dev.carewire.event.UnreadCountChanged;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.identity.Verification;
import dev.carewire.log.EventLog;
import dev.carewire.log.LocalLog;
import dev.carewire.log.RingLimits;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that stops reading, on a real connection whose buffers fill up. */
class SlowReaderTest {

    private static final int WINDOW = 64 << 10;

    private final ExecutorService workers = Executors.newFixedThreadPool(1);
    private Hub hub = hub(64 << 20);
    private EventLog log = new LocalLog("e1", hub::deliver);
    private SocketIoEdge edge = open();

    private static Hub hub(int ring) {
        return new Hub(
                new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(ring, Duration.ofMinutes(2))),
                Clock.systemUTC());
    }

    private SocketIoEdge open() {
        Duration minute = Duration.ofMinutes(1);
        return SocketIoEdge.open(
                new EdgeConfig(
                        "127.0.0.1",
                        0,
                        1,
                        minute,
                        minute,
                        true,
                        minute,
                        minute,
                        minute,
                        10_000,
                        5_000,
                        WINDOW,
                        1_000,
                        1_000,
                        Duration.ofSeconds(5)),
                Map.of("/socket.io/", new EchoDialect()),
                hub,
                token -> CompletableFuture.completedStage(new Verification.Unavailable()),
                new OriginPolicy(Set.of()),
                ChannelInboundHandlerAdapter::new,
                workers,
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        edge.close();
        workers.shutdownNow();
    }

    private void tell(String user, int from, int to) {
        for (int i = from; i <= to; i++) {
            log.append(Catalogue.UNREAD_COUNT_CHANGED.happened(
                    EchoDialect.TENANT, Instant.EPOCH, new UnreadCountChanged(user, i)));
        }
    }

    @Test
    void getsEverythingInOrderOnceItReadsAgain() throws Exception {
        try (Reader slow = new Reader("slow");
                Reader fine = new Reader("fine")) {
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
    void isClosedWithTheReasonWhenItFellOutOfTheRing() throws Exception {
        edge.close();
        hub = hub(1 << 20);
        log = new LocalLog("e1", hub::deliver);
        edge = open();
        try (Reader slow = new Reader("slow")) {
            tell("slow", 1, 300_000);

            String next = slow.next();
            for (int i = 1; next.startsWith("42"); i++) {
                assertThat(next).startsWith("42[\"count\"," + i + ",");
                next = slow.next();
            }
            assertThat(next).isEqualTo("closed 1013 slow consumer");
        }
    }

    /** Speaks just enough WebSocket to be told things, and reads only when asked to. */
    private final class Reader implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;

        private Reader(String user) throws IOException {
            socket = new Socket();
            socket.setReceiveBufferSize(16 << 10);
            socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), edge.port()));
            socket.setSoTimeout(20_000);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 16 << 10));
            write(String.join(
                    "\r\n",
                    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
                    "Host: localhost",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                    "",
                    ""));
            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
                head += (char) in.readUnsignedByte();
            }
            assertThat(head).startsWith("HTTP/1.1 101");
            assertThat(next()).startsWith("0{");
            send("40{\"user\":\"" + user + "\"}");
            assertThat(next()).startsWith("40{");
        }

        private void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        private void send(String text) throws IOException {
            byte[] frame = new byte[6 + text.length()];
            frame[0] = (byte) 0x81;
            frame[1] = (byte) (0x80 | text.length());
            System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, frame, 6, text.length());
            socket.getOutputStream().write(frame);
        }

        private String next() throws IOException {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte();
            byte[] payload = in.readNBytes(length < 126 ? length : in.readUnsignedShort());
            if (opcode == 8) {
                int code = (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
                return "closed " + code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
            }
            return new String(payload, StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
