package dev.carewire.demo.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One simulated client of a {@link Swarm}. One thread. */
abstract class Client implements TcpConnection.TcpConnectionListener {

    private final int index;
    private final int room;
    private final Swarm swarm;
    private boolean ready;
    private long events;

    Client(int index, int room, Swarm swarm) {
        this.index = index;
        this.room = room;
        this.swarm = swarm;
    }

    /** 0 and up, in the order of connecting. */
    final int index() {
        return index;
    }

    final int room() {
        return room;
    }

    final Swarm swarm() {
        return swarm;
    }

    final boolean isReady() {
        return ready;
    }

    /** Events received since this client was ready. */
    final long events() {
        return events;
    }

    /** Opens the first connection. */
    abstract void connect() throws IOException;

    /** Sends a message of this client. */
    abstract void send(EncodedFrame message) throws IOException;

    abstract void close() throws IOException;

    final void connectAccepted() {
        ready = true;
        swarm.connectAccepted();
    }

    /** Counts an event whose packet is between {@code from} and {@code end}. */
    final void eventReceived(ByteBuffer in, int from, int end) {
        if (ready) {
            events++;
            swarm.listener().onEvent(this, in, from, end);
        }
    }

    final void acknowledged() {
        swarm.listener().onAck(this);
    }

    final IOException failure(String what) {
        return new IOException("client " + index + ": " + what);
    }
}
