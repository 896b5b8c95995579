package dev.carewire.demo.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A TCP connection of one client. One thread; nothing blocks and nothing is allocated per message. */
final class Wire {

    /** Who reads from a wire. */
    interface Owner {

        void connected(Wire wire) throws IOException;

        /** Takes every complete message and leaves the position behind the last one; the rest comes again with more. */
        void read(Wire wire, ByteBuffer in) throws IOException;

        /** The other side has closed. */
        void closed(Wire wire) throws IOException;
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final Owner owner;
    private final SelectionKey key;
    private ByteBuffer rest = NOTHING;
    private int mostAtOnce = 1 << 20;

    private Wire(SocketChannel channel, Owner owner, Selector selector) throws IOException {
        this.channel = channel;
        this.owner = owner;
        this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    }

    /** Begins to connect; the owner is told on a later {@link #ready}. */
    static Wire open(Selector selector, InetSocketAddress address, Owner owner) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(address);
        return new Wire(channel, owner, selector);
    }

    /** Bounds what the system takes in for an owner that does not read, and how much of it is read before others have their turn. */
    void receiveBuffer(int bytes) throws IOException {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, bytes);
        mostAtOnce = bytes / 4;
    }

    /** Reads nothing more, or goes on. Only once connected; does nothing once closed. */
    void reads(boolean does) {
        if (key.isValid()) {
            key.interestOps(does ? SelectionKey.OP_READ : 0);
        }
    }

    /** Does what the selector found to be possible. {@code shared} is scratch space for reading. */
    void ready(ByteBuffer shared) throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_READ);
            owner.connected(this);
            return;
        }
        shared.clear().put(rest.clear());
        rest = NOTHING;
        int count = channel.read(shared.limit(Math.min(shared.capacity(), shared.position() + mostAtOnce)));
        if (count < 0) {
            close();
            owner.closed(this);
            return;
        }
        owner.read(this, shared.flip());
        if (shared.hasRemaining() && channel.isOpen()) {
            rest = ByteBuffer.allocate(shared.remaining()).put(shared);
        }
    }

    /** Writes all of a message. It is small against the socket's buffer, so there is room at once or the server hangs. */
    void write(ByteBuffer message) throws IOException {
        message.rewind();
        while (message.hasRemaining()) {
            channel.write(message);
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
