package dev.carewire.demo.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Clients of one server, all on the calling thread. A client that is rejected or loses its connection fails the run.
 */
final class Swarm implements AutoCloseable {

    private static final int BUFFER = 1 << 18;
    private static final int CONNECTING = 64;
    private static final long CONNECT_LIMIT_NANOS = 120_000_000_000L;

    private final Selector selector;
    private final InetSocketAddress address;
    private final ByteBuffer shared = ByteBuffer.allocateDirect(BUFFER);
    private final List<Client> clients = new ArrayList<>();
    private final Consumer<SelectionKey> ready = this::ready;
    private ClientListener listener = ClientListener.NONE;
    private int connected;
    private long received;

    private Swarm(Selector selector, InetSocketAddress address) {
        this.selector = selector;
        this.address = address;
    }

    /** A swarm without clients for the server on this port of the loopback address. */
    static Swarm of(int port) throws IOException {
        return new Swarm(Selector.open(), new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    void add(Client client) {
        clients.add(client);
    }

    Client client(int index) {
        return clients.get(index);
    }

    int size() {
        return clients.size();
    }

    ClientListener listener() {
        return listener;
    }

    void setListener(ClientListener next) {
        listener = next;
    }

    TcpConnection open(TcpConnection.TcpConnectionListener owner) throws IOException {
        return TcpConnection.open(selector, address, owner);
    }

    /** Bytes received over all connections. */
    long received() {
        return received;
    }

    void received(int bytes) {
        received += bytes;
    }

    void connectAccepted() {
        connected++;
    }

    /**
     * Connects every unconnected client, {@value #CONNECTING} at a time, and waits until the server has accepted all.
     */
    void connect() throws IOException {
        long limit = System.nanoTime() + CONNECT_LIMIT_NANOS;
        int begun = connected;
        while (connected < clients.size()) {
            while (begun < clients.size() && begun - connected < CONNECTING) {
                clients.get(begun++).connect();
            }
            pump(100);
            if (System.nanoTime() > limit) {
                throw new IOException("connected: " + connected + " (expected: " + clients.size() + " within 120 s)");
            }
        }
    }

    /** Handles received data; waits up to {@code millis} for some, 0 = not at all. */
    void pump(long millis) throws IOException {
        try {
            if (millis == 0) {
                selector.selectNow(ready);
            } else {
                selector.select(ready, millis);
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** Handles received data for that long. */
    void pumpFor(long millis) throws IOException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            pump(10);
        }
    }

    private void ready(SelectionKey key) {
        try {
            ((TcpConnection) key.attachment()).onSelected(shared);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (CancelledKeyException closed) {
            // The owner has closed it in this turn.
        }
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.close();
        }
        selector.close();
    }
}
