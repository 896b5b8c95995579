package dev.carewire.demo.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client over HTTP long-polling only, with one request at a time. It sends no events of its own. */
final class PollingClient extends Client {

    private static final byte[] HEAD_END = Bytes.of("\r\n\r\n");
    private static final byte[] OK = Bytes.of("HTTP/1.1 200");
    private static final byte[] SID = Bytes.of("\"sid\":\"");
    private static final byte SEPARATOR = 0x1e;

    private final boolean reusesConnections;
    private final String connect;
    private final String target;
    private @Nullable TcpConnection wire;
    private ByteBuffer request;
    private ByteBuffer poll;
    private ByteBuffer pong;
    private boolean pongDue;

    /**
     * A client that is not connected yet.
     *
     * @param connect its CONNECT packet
     * @param reusesConnections whether the server answers more than one request on a connection
     */
    PollingClient(int index, int room, Swarm swarm, String connect, boolean reusesConnections) {
        super(index, room, swarm);
        this.connect = connect;
        this.reusesConnections = reusesConnections;
        this.target = "/socket.io/?EIO=4&transport=polling&tenant=" + Tenants.name(room);
        this.poll = get(target);
        this.pong = poll;
        this.request = poll;
    }

    @Override
    void connect() throws IOException {
        wire = swarm().open(this);
    }

    @Override
    public void onConnected(TcpConnection wire) throws IOException {
        wire.write(request);
    }

    private void sendRequest(TcpConnection current, ByteBuffer next) throws IOException {
        request = next;
        if (reusesConnections) {
            current.write(request);
        } else {
            current.close();
            connect();
        }
    }

    @Override
    public void onReadable(TcpConnection wire, ByteBuffer in) throws IOException {
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
        onResponse(wire, in, body, end);
    }

    private void onResponse(TcpConnection current, ByteBuffer in, int body, int end) throws IOException {
        boolean opening = body < end && in.get(body) == '0';
        if (opening) {
            int sid = Bytes.find(in, body, end, SID) + SID.length;
            int quote = Bytes.find(in, sid, end, Bytes.of("\""));
            String session = target + "&sid=" + Bytes.text(in, sid, quote);
            poll = get(session);
            pong = post(session, "3");
            sendRequest(current, post(session, connect));
            return;
        }
        int from = body;
        for (int at = body; at <= end; at++) {
            if (at == end || in.get(at) == SEPARATOR) {
                packet(in, from, at);
                from = at + 1;
            }
        }
        ByteBuffer next = pongDue ? pong : poll;
        pongDue = false;
        sendRequest(current, next);
    }

    private void packet(ByteBuffer in, int from, int end) throws IOException {
        switch (Packets.kind(in, from, end)) {
            case EVENT -> eventReceived(in, from, end);
            case GRANTED -> connectAccepted();
            case PING -> pongDue = true;
            case REFUSED -> throw failure("refused: " + Bytes.text(in, from, end));
            case OPEN, ACK, OTHER -> {}
        }
    }

    private int contentLength(ByteBuffer in, int head) throws IOException {
        // Servers spell header names in different cases; the digits follow.
        for (int at = in.position(); at < head - 15; at++) {
            if ((in.get(at) | 0x20) == 'c' && (in.get(at + 8) | 0x20) == 'l' && in.get(at + 14) == ':') {
                int length = 0;
                for (int digit = at + 15; digit < head && in.get(digit) != '\r'; digit++) {
                    length = in.get(digit) == ' ' ? length : length * 10 + in.get(digit) - '0';
                }
                return length;
            }
        }
        throw failure("an answer without a length");
    }

    private static ByteBuffer get(String target) {
        return bytes("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private static ByteBuffer post(String target, String body) {
        return bytes("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain;charset=UTF-8\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static ByteBuffer bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }

    @Override
    public void onClosed(TcpConnection wire) throws IOException {
        throw failure("connection lost");
    }

    @Override
    void send(EncodedFrame message) throws IOException {
        throw failure("sends nothing (expected: a WebSocket client as sender)");
    }

    @Override
    void close() throws IOException {
        if (wire != null) {
            wire.close();
        }
    }
}
