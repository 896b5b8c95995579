package dev.carewire.transport.netty;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import java.util.concurrent.Executor;

/**
 * The threads that serve the connections of a port. A client can cause many tasks, for example with pipelined requests or a payload of tiny
 * packets. Each loop therefore reads from its connections at least every {@value #MAX_TASK_MILLIS} ms; by default, Netty runs tasks for 1 s.
 */
final class EventLoops extends MultiThreadIoEventLoopGroup {

    /** How long a loop runs tasks before it serves its connections again. */
    static final long MAX_TASK_MILLIS = 10;

    /** @param threads number of loops; each connection belongs to one of them */
    EventLoops(int threads) {
        super(threads, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory ioHandlerFactory, Object... args) {
        return new SingleThreadIoEventLoop(
                this,
                executor,
                ioHandlerFactory,
                Integer.MAX_VALUE,
                RejectedExecutionHandlers.reject(),
                MAX_TASK_MILLIS);
    }
}
