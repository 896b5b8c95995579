package dev.carewire.adapter.jdbi;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A TCP proxy in front of PostgreSQL that cuts the connection around a COMMIT, or begins to swallow all packets. Thread-safe. */
final class DatabaseProxy implements Closeable {

    /** When the connection is cut. */
    enum Cut {
        /** The server never receives the COMMIT. */
        BEFORE_THE_COMMIT,
        /** The server has answered it; the client does not receive the answer. */
        AFTER_THE_COMMIT
    }

    private final String host;
    private final int port;
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicReference<Optional<Cut>> next = new AtomicReference<>(Optional.empty());
    private volatile Optional<String> lastWords = Optional.empty();
    private volatile boolean silent;

    DatabaseProxy(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Cuts the connection of the next COMMIT, once. */
    void cutNext(Cut cut) {
        next.set(Optional.of(cut));
    }

    /** Swallows everything from the first packet of a client on that contains a text: on all connections, in both directions. */
    void silenceAt(String text) {
        lastWords = Optional.of(text);
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // The connection or the proxy has ended.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket client = listening.accept();
            Socket server = new Socket(host, port);
            sockets.addAll(List.of(client, server));
            AtomicReference<Optional<Cut>> cut = new AtomicReference<>(Optional.empty());
            start(() -> copy(client, server, bytes -> {
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                if (lastWords.filter(text::contains).isPresent()) {
                    silent = true;
                }
                if (text.contains("COMMIT")) {
                    cut.set(next.getAndSet(Optional.empty()));
                }
                return cut.get().equals(Optional.of(Cut.BEFORE_THE_COMMIT));
            }));
            start(() -> copy(server, client, bytes -> cut.get().equals(Optional.of(Cut.AFTER_THE_COMMIT))));
        }
    }

    /** Copies until the end, or until bytes are to be withheld; then closes both. */
    private void copy(Socket from, Socket to, Withholding withholding) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[64 << 10];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (withholding.withholds(Arrays.copyOf(buffer, length))) {
                    return;
                }
                if (!silent) {
                    out.write(buffer, 0, length);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private interface Withholding {
        boolean withholds(byte[] bytes);
    }
}
