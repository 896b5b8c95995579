package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.session.GracefulPort;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A WebSocket client with the minimum for receiving messages. It reads only on request. One thread. */
final class MinimalWebSocketClient implements AutoCloseable {

    private static final int BUFFER = 16 << 10;
    private static final int DEADLINE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final String welcome;

    private MinimalWebSocketClient(int port, String payload) throws IOException {
        socket.setReceiveBufferSize(BUFFER);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(DEADLINE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
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
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        assertThat(head).startsWith("HTTP/1.1 101");
        assertThat(next()).startsWith("0{");
        send("40" + payload);
        welcome = next();
    }

    /** Connects as a new client of {@code user}. */
    static MinimalWebSocketClient connectAs(GracefulPort port, String user) throws IOException {
        return connectWith(port, "{\"user\":\"" + user + "\"}");
    }

    /** Connects with this payload. */
    static MinimalWebSocketClient connectWith(GracefulPort port, String payload) throws IOException {
        MinimalWebSocketClient client = new MinimalWebSocketClient(port.boundPort(), payload);
        assertThat(client.welcome).startsWith("40{");
        return client;
    }

    /** A field of the response to the CONNECT. */
    String connectAnswer(String field) {
        return welcome.replaceFirst(".*\"" + field + "\":\"([^\"]*)\".*", "$1");
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a text frame of up to 125 or up to 65,535 ASCII characters. */
    void send(String text) throws IOException {
        int head = text.length() < 126 ? 6 : 8;
        byte[] frame = new byte[head + text.length()];
        frame[0] = (byte) 0x81;
        if (head == 6) {
            frame[1] = (byte) (0x80 | text.length());
        } else {
            frame[1] = (byte) (0x80 | 126);
            frame[2] = (byte) (text.length() >> 8);
            frame[3] = (byte) text.length();
        }
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, frame, head, text.length());
        socket.getOutputStream().write(frame);
    }

    /** The next text; {@code "closed CODE REASON"} when the server closes. Waits indefinitely. */
    String next() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte();
        byte[] payload = in.readNBytes(length < 126 ? length : in.readUnsignedShort());
        if (opcode == 8) {
            int code = (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
            return "closed " + code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Resets the connection and discards unread data. */
    void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
