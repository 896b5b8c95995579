package dev.carewire.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The server's side of a connection without a socket; this class's methods are the client's side. One thread. */
public class InMemoryChannel extends AbstractChannel {

    private static final ChannelMetadata METADATA = new ChannelMetadata(false);
    private static final SocketAddress SERVER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8000);
    private static final SocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);

    private final ChannelConfig config = new DefaultChannelConfig(this);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean open = true;
    private boolean reading = true;

    public InMemoryChannel() {
        super(null);
    }

    /** The client sends bytes. */
    public void send(byte[] bytes) {
        pipeline().fireChannelRead(alloc().buffer(bytes.length).writeBytes(bytes));
        pipeline().fireChannelReadComplete();
    }

    /** The bytes that the client has received since the last call. */
    public byte[] takeReceived() {
        byte[] taken = written.toByteArray();
        written.reset();
        return taken;
    }

    /** Pauses or resumes the client's reading. */
    public void setReading(boolean does) {
        reading = does;
        if (does) {
            unsafe().flush();
        }
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer waiting) throws IOException {
        while (reading && waiting.current() instanceof ByteBuf bytes) {
            bytes.readBytes(written, bytes.readableBytes());
            waiting.remove();
        }
    }

    @Override
    protected void doClose() {
        open = false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open;
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return true;
    }

    @Override
    protected SocketAddress localAddress0() {
        return SERVER;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return CLIENT;
    }

    @Override
    protected void doBeginRead() {
        // Every byte is read immediately.
    }

    @Override
    protected void doBind(SocketAddress address) {
        throw new UnsupportedOperationException("a client's connection");
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new AbstractUnsafe() {
            @Override
            public void connect(SocketAddress to, SocketAddress from, ChannelPromise promise) {
                throw new UnsupportedOperationException("a client's connection");
            }
        };
    }
}
