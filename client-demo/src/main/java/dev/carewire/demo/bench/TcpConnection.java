package dev.carewire.demo.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A TCP connection of one client. One thread; nothing blocks and nothing is allocated per message. */
final class TcpConnection {

    /** The reader of a connection. */
    interface TcpConnectionListener {

        void onConnected(TcpConnection connection) throws IOException;

        /**
         * Consumes every complete message and moves the position behind the last one; the rest is passed again with
         * more data.
         */
        void onReadable(TcpConnection connection, ByteBuffer in) throws IOException;

        /** The other side has closed. */
        void onClosed(TcpConnection connection) throws IOException;
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final TcpConnectionListener listener;
    private final SelectionKey key;
    private ByteBuffer unconsumed = NOTHING;
    private int maxReadBytes = 1 << 20;

    private TcpConnection(SocketChannel channel, TcpConnectionListener listener, Selector selector) throws IOException {
        this.channel = channel;
        this.listener = listener;
        this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    }

    /** Starts to connect; a later {@link #onSelected} notifies the owner. */
    static TcpConnection open(Selector selector, InetSocketAddress address, TcpConnectionListener owner)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(address);
        return new TcpConnection(channel, owner, selector);
    }

    /** Limits the system's buffer for an owner that does not read, and the bytes read per turn. */
    void receiveBuffer(int bytes) throws IOException {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, bytes);
        maxReadBytes = bytes / 4;
    }

    /** Pauses or resumes reading. Only once connected; does nothing once closed. */
    void setReading(boolean enabled) {
        if (key.isValid()) {
            key.interestOps(enabled ? SelectionKey.OP_READ : 0);
        }
    }

    /** Performs the operations that the selector found ready. {@code shared} is scratch space for reading. */
    void onSelected(ByteBuffer shared) throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_READ);
            listener.onConnected(this);
            return;
        }
        shared.clear().put(unconsumed.clear());
        unconsumed = NOTHING;
        int count = channel.read(shared.limit(Math.min(shared.capacity(), shared.position() + maxReadBytes)));
        if (count < 0) {
            close();
            listener.onClosed(this);
            return;
        }
        listener.onReadable(this, shared.flip());
        if (shared.hasRemaining() && channel.isOpen()) {
            unconsumed = ByteBuffer.allocate(shared.remaining()).put(shared);
        }
    }

    /** Writes a whole message. It is small compared with the socket's buffer, which only fills if the server hangs. */
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
