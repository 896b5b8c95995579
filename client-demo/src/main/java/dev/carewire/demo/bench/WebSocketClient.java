package dev.carewire.demo.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A simulated client that uses WebSocket from its first request. */
final class WebSocketClient extends Client {

    private static final byte[] HEAD_END = Bytes.of("\r\n\r\n");
    private static final byte[] SWITCHING = Bytes.of("HTTP/1.1 101");
    private static final EncodedFrame PONG = EncodedFrame.of("3");
    private static final int CLOSE = 8;

    /** RSV1. */
    private static final int DEFLATED = 0x40;

    /** Of so many compressed messages, one is inflated: inflating all would cost more than the server's part. */
    private static final int SAMPLE = 500;
    /** Bytes before the reason in a close frame. */
    private static final int STATUS = 2;

    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private final EncodedFrame connect;
    private final String extensionOffer;
    private final int receiveBuffer;
    private @Nullable TcpConnection connection;
    private boolean upgraded;

    WebSocketClient(int index, int room, Swarm swarm, EncodedFrame connect) {
        this(index, room, swarm, connect, "", 0);
    }

    /**
     * @param extensionOffer a further line of the request's head, or empty
     * @param receiveBuffer bytes that the system buffers while the client does not read; 0 for the system's default
     */
    WebSocketClient(int index, int room, Swarm swarm, EncodedFrame connect, String extensionOffer, int receiveBuffer) {
        super(index, room, swarm);
        this.connect = connect;
        this.extensionOffer = extensionOffer;
        this.receiveBuffer = receiveBuffer;
    }

    @Override
    void connect() throws IOException {
        connection = swarm().open(this);
        if (receiveBuffer > 0) {
            connection.receiveBuffer(receiveBuffer);
        }
    }

    @Override
    public void onConnected(TcpConnection connection) throws IOException {
        String request = "GET /socket.io/?EIO=4&transport=websocket&tenant=" + Tenants.name(room())
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\n" + extensionOffer
                + "\r\n";
        connection.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void onReadable(TcpConnection connection, ByteBuffer in) throws IOException {
        if (!upgraded) {
            int end = Bytes.find(in, in.position(), in.limit(), HEAD_END);
            if (end < 0) {
                return;
            }
            if (!Bytes.startsWith(in, in.position(), end, SWITCHING)) {
                throw failure("no WebSocket: " + Bytes.text(in, in.position(), end));
            }
            in.position(end + HEAD_END.length);
            upgraded = true;
        }
        while (frame(connection, in)) {
            // Continues with the next one.
        }
    }

    /** Consumes a frame if it is complete; whether it was. */
    private boolean frame(TcpConnection connection, ByteBuffer in) throws IOException {
        int at = in.position();
        if (in.remaining() < 2) {
            return false;
        }
        int length = in.get(at + 1) & 0x7f;
        int from = at + 2;
        if (length == LENGTH_16) {
            if (in.remaining() < 4) {
                return false;
            }
            length = in.getShort(at + 2) & 0xffff;
            from = at + 4;
        } else if (length == LENGTH_64) {
            throw failure("a frame of more than 64 kB");
        }
        int end = from + length;
        if (end > in.limit()) {
            return false;
        }
        in.position(end);
        if ((in.get(at) & 0xf) == CLOSE) {
            connection.close();
            swarm().listener().onClosed(this, Bytes.text(in, Math.min(from + STATUS, end), end));
            return false;
        }
        swarm().received(end - at);
        if ((in.get(at) & DEFLATED) == 0) {
            packet(connection, in, from, end);
        } else if (isReady() && events() % SAMPLE != 0) {
            // Only the event is that long.
            eventReceived(in, from, end);
        } else {
            ByteBuffer message = Bytes.inflate(in, from, end);
            packet(connection, message, 0, message.limit());
        }
        return true;
    }

    private void packet(TcpConnection connection, ByteBuffer in, int from, int end) throws IOException {
        switch (Packets.kind(in, from, end)) {
            case EVENT -> eventReceived(in, from, end);
            case ACK -> acknowledged();
            case PING -> connection.write(PONG.bytes());
            case OPEN -> connection.write(connect.bytes());
            case GRANTED -> connectAccepted();
            case REFUSED -> throw failure("refused: " + Bytes.text(in, from, end));
            case OTHER -> {}
        }
    }

    @Override
    public void onClosed(TcpConnection connection) throws IOException {
        throw failure("connection lost");
    }

    @Override
    void send(EncodedFrame message) throws IOException {
        Objects.requireNonNull(connection, "connection").write(message.bytes());
    }

    /** Pauses or resumes reading. Only once connected. */
    void setReading(boolean enabled) {
        Objects.requireNonNull(connection, "connection").setReading(enabled);
    }

    @Override
    void close() throws IOException {
        if (connection != null) {
            connection.close();
        }
    }
}
