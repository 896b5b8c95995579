package dev.carewire.transport.socketio;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A TCP connection to a local server, for reading and writing raw bytes. One thread. */
final class RawTcpClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket;
    private final byte[] chunk = new byte[4096];
    private String unread = "";

    RawTcpClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** Reads until {@code text} arrives, and returns everything up to its end. */
    String await(String text) throws IOException {
        int at = unread.indexOf(text);
        while (at < 0) {
            int length = socket.getInputStream().read(chunk);
            if (length < 0) {
                throw new IOException("the server closed before it sent " + text + "; it sent " + unread);
            }
            unread += new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
            at = unread.indexOf(text);
        }
        String read = unread.substring(0, at + text.length());
        unread = unread.substring(read.length());
        return read;
    }

    /** Reads until the server closes the connection. */
    void awaitEnd() throws IOException {
        while (socket.getInputStream().read(chunk) >= 0) {
            unread = "";
        }
    }

    /**
     * Writes the text byte by byte, with {@code pause} in between. Returns whether the server closed the connection
     * before the end.
     */
    boolean isCutOffWhileTrickling(String text, Duration pause) throws IOException {
        socket.setSoTimeout(Math.toIntExact(pause.toMillis()));
        for (byte part : text.getBytes(StandardCharsets.UTF_8)) {
            try {
                write(new byte[] {part});
                if (socket.getInputStream().read() < 0) {
                    return true;
                }
            } catch (SocketTimeoutException stillOpen) {
                // No data yet: write the next byte.
            } catch (IOException reset) {
                return true;
            }
        }
        return false;
    }

    /** Closes the connection with a TCP reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
