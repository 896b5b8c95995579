package dev.carewire.demo.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A simulated client that uses HTTP long-polling only, and never upgrades to WebSocket. It has one request in flight at
 * a time: it polls, answers pings and sends no events. It opens a new connection per request if the server closes
 * connections after each response.
 */
final class PollingClient extends Client {

    private static final byte[] HEAD_END = Bytes.of("\r\n\r\n");
    private static final byte[] OK = Bytes.of("HTTP/1.1 200");
    private static final byte[] CONTENT_LENGTH = Bytes.of("content-length:");
    private static final byte[] SID = Bytes.of("\"sid\":\"");
    private static final byte[] QUOTE = Bytes.of("\"");
    private static final byte SEPARATOR = 0x1e;

    private final ServerType server;
    private final String connectPacket;
    private final String target;
    private @Nullable TcpConnection connection;
    private ByteBuffer request;
    private ByteBuffer poll;
    private ByteBuffer pong;
    private boolean pongPending;

    /**
     * A client that is not connected yet.
     *
     * @param server determines whether the client reuses its connection
     * @param connectPacket the CONNECT packet that the client sends
     */
    PollingClient(int index, int room, Swarm swarm, ServerType server, String connectPacket) {
        super(index, room, swarm);
        this.server = server;
        this.connectPacket = connectPacket;
        this.target = "/socket.io/?EIO=4&transport=polling&tenant=" + Tenants.name(room);
        this.poll = get(target);
        this.pong = poll;
        this.request = poll;
    }

    @Override
    void connect() throws IOException {
        connection = swarm().open(this);
    }

    @Override
    public void onConnected(TcpConnection connection) throws IOException {
        connection.write(request);
    }

    @Override
    public void onReadable(TcpConnection connection, ByteBuffer in) throws IOException {
        int head = Bytes.find(in, in.position(), in.limit(), HEAD_END);
        if (head < 0) {
            return;
        }
        int body = head + HEAD_END.length;
        int end = body + contentLength(in, head);
        if (end > in.limit()) {
            return;
        }
        if (!Bytes.startsWith(in, in.position(), head, OK)) {
            throw failure("refused: " + Bytes.text(in, in.position(), head));
        }
        in.position(end);
        sendRequest(connection, nextRequest(in, body, end));
    }

    @Override
    public void onClosed(TcpConnection connection) throws IOException {
        throw failure("connection lost");
    }

    @Override
    void send(EncodedFrame message) throws IOException {
        throw failure("a polling client sends no events (expected: a WebSocket client)");
    }

    @Override
    void close() throws IOException {
        if (connection != null) {
            connection.close();
        }
    }

    private void sendRequest(TcpConnection current, ByteBuffer next) throws IOException {
        request = next;
        if (server.reusesPollingConnections()) {
            current.write(request);
        } else {
            current.close();
            connect();
        }
    }

    /** Reads a response's packets and returns the request that follows it. */
    private ByteBuffer nextRequest(ByteBuffer in, int body, int end) throws IOException {
        int from = body;
        for (int at = body; at <= end; at++) {
            if (at == end || in.get(at) == SEPARATOR) {
                if (Packets.kind(in, from, at) == Packets.Kind.OPEN) {
                    return connectRequest(in, from, at);
                }
                packet(in, from, at);
                from = at + 1;
            }
        }
        ByteBuffer next = pongPending ? pong : poll;
        pongPending = false;
        return next;
    }

    private ByteBuffer connectRequest(ByteBuffer in, int from, int end) throws IOException {
        int sid = Bytes.find(in, from, end, SID);
        if (sid < 0) {
            throw failure("open packet without a sid: " + Bytes.text(in, from, end));
        }
        int start = sid + SID.length;
        String session = target + "&sid=" + Bytes.text(in, start, Bytes.find(in, start, end, QUOTE));
        poll = get(session);
        pong = post(session, "3");
        return post(session, connectPacket);
    }

    private void packet(ByteBuffer in, int from, int end) throws IOException {
        switch (Packets.kind(in, from, end)) {
            case EVENT -> eventReceived(in, from, end);
            case GRANTED -> connectAccepted();
            case PING -> pongPending = true;
            case REFUSED -> throw failure("refused: " + Bytes.text(in, from, end));
            case OPEN, ACK, OTHER -> {}
        }
    }

    private int contentLength(ByteBuffer in, int head) throws IOException {
        for (int at = in.position(); at < head; at++) {
            if (Bytes.startsWithIgnoreCase(in, at, head, CONTENT_LENGTH)) {
                int length = 0;
                for (int digit = at + CONTENT_LENGTH.length; digit < head && in.get(digit) != '\r'; digit++) {
                    length = in.get(digit) == ' ' ? length : length * 10 + in.get(digit) - '0';
                }
                return length;
            }
        }
        throw failure("response without Content-Length: " + Bytes.text(in, in.position(), head));
    }

    private static ByteBuffer get(String target) {
        return encode("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private static ByteBuffer post(String target, String body) {
        return encode("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain;charset=UTF-8\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static ByteBuffer encode(String request) {
        byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }
}
