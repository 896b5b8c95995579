package dev.carewire.transport.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A TCP port that is listened on, with the threads that accept and serve its connections. Native epoll where the system has it.
 * Any thread but those.
 */
public final class ListeningPort {

    private static final int ACCEPT_BACKLOG = 4096;

    /**
     * Bytes that the system takes for a connection beyond those that are under way. Left to itself it takes megabytes for each
     * client that does not read, which are not seen here, and in which a ping would have to wait its turn.
     */
    private static final long MAX_UNSENT_BYTES = 128 << 10;

    /** Long enough for the loops to write what the ends of connections left them to write. */
    private static final long QUIET_PERIOD_MILLIS = 50;

    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final Channel serverChannel;

    private ListeningPort(EventLoopGroup acceptor, EventLoopGroup loops, Channel listening) {
        this.acceptor = acceptor;
        this.workers = loops;
        this.serverChannel = listening;
    }

    /**
     * Opens a port. Blocks until it is bound.
     *
     * @param edges the protocols on the port, in the order in which each request is offered to them
     * @throws UncheckedIOException if the address cannot be bound
     */
    public static ListeningPort open(PortConfig config, List<HttpEdge> edges) {
        EventLoopGroup acceptor = new MultiThreadIoEventLoopGroup(1, ioHandlerFactory());
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(config.eventLoops(), ioHandlerFactory());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptor, loops)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(config.sendWindow() / 2, config.sendWindow()))
                .childHandler(new HttpPipeline(config, edges));
        if (Epoll.isAvailable()) {
            bootstrap.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, MAX_UNSENT_BYTES);
        }
        ChannelFuture bound = bootstrap.bind(config.host(), config.port()).awaitUninterruptibly();
        ListeningPort port = new ListeningPort(acceptor, loops, bound.channel());
        if (!bound.isSuccess()) {
            port.close(Duration.ZERO);
            throw new UncheckedIOException(new IOException(
                    "address: " + config.host() + ":" + config.port() + " (expected: free and local)", bound.cause()));
        }
        return port;
    }

    private static IoHandlerFactory ioHandlerFactory() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    /** The number that was bound. */
    public int boundPort() {
        return ((InetSocketAddress) serverChannel.localAddress()).getPort();
    }

    /** Accepts no further connection; those that are open stay. Blocks until the port is free. */
    public void stopListening() {
        serverChannel.close().awaitUninterruptibly();
    }

    /** Closes every connection and ends the threads. Blocks, at most about as long as {@code grace}. */
    public void close(Duration grace) {
        stop(workers, grace);
        stop(acceptor, grace);
    }

    private static void stop(EventLoopGroup threads, Duration grace) {
        long most = grace.toMillis();
        threads.shutdownGracefully(Math.min(QUIET_PERIOD_MILLIS, most), most, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }
}
