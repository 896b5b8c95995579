package dev.carewire.adapter;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port of the loopback address at which a client waits for ever. */
public final class SilentServer implements Closeable {

    private static final int MANY = 50;
    private static final int CONNECT_MILLIS = 200;

    private final ServerSocket listening;
    private final List<Socket> waiting = new ArrayList<>();

    private SilentServer(int backlog) throws IOException {
        this.listening = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    }

    /** Accepts connections, and never answers. */
    public static SilentServer accepting() throws IOException {
        return new SilentServer(MANY);
    }

    /** Answers no attempt to connect, as an address that swallows packets: its backlog is full. */
    public static SilentServer swallowing() throws IOException {
        SilentServer server = new SilentServer(1);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        for (int i = 0; i < MANY; i++) {
            Socket socket = new Socket();
            server.waiting.add(socket);
            try {
                socket.connect(address, CONNECT_MILLIS);
            } catch (SocketTimeoutException full) {
                return server;
            }
        }
        server.close();
        throw new IOException("the backlog is never full");
    }

    /** The port. */
    public int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : waiting) {
            socket.close();
        }
        listening.close();
    }
}
