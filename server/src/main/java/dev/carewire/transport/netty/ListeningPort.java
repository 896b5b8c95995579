package dev.carewire.transport.netty;

import dev.carewire.memory.MemoryBudgets;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A listening TCP port with the threads that accept and serve its connections. Uses native epoll where available. Any
 * thread except those.
 */
public final class ListeningPort {

    private static final int ACCEPT_BACKLOG = 4096;

    /** Most accepted connections that wait for their event loops. */
    private static final int MAX_UNREGISTERED = 1_000;

    /**
     * Unsent bytes that the kernel buffers for a connection. By default it buffers megabytes for each client that does
     * not read. The server does not see these bytes, and a ping would queue behind them.
     */
    private static final long MAX_UNSENT_BYTES = 128 << 10;

    /** Time for the loops to run the tasks that closed connections have left. */
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
     * @param memory the budgets of the server
     * @param edges the protocols on the port, in the order in which each request is offered to them
     * @throws UncheckedIOException if the address cannot be bound
     */
    public static ListeningPort open(
            PortConfig config, MemoryBudgets memory, List<HttpEdge> edges, PortObserver observer) {
        EventLoopGroup acceptor = new EventLoops(1);
        EventLoopGroup loops = new EventLoops(config.eventLoops());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptor, loops)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .handler(new AcceptGate(MAX_UNREGISTERED))
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(config.sendWindow() / 2, config.sendWindow()))
                .childHandler(new HttpPipeline(config, memory, edges, observer));
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

    /** The port number that was bound. */
    public int boundPort() {
        return ((InetSocketAddress) serverChannel.localAddress()).getPort();
    }

    /** Accepts no further connections; open ones stay. Blocks until the port is released. */
    public void stopListening() {
        serverChannel.close().awaitUninterruptibly();
    }

    /** Closes all connections and stops the threads. Blocks for about {@code grace} at most. */
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
