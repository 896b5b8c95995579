package dev.carewire.transport.netty;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

    /** Far above the time that a loop may run tasks for, and far below the second that is Netty's default. */
    private static final Duration SOON = Duration.ofMillis(500);

    private static final Duration END = Duration.ofSeconds(5);

    /** All on the loop's thread. */
    private static final class Tasks {

        private final CompletableFuture<Duration> untilRead = new CompletableFuture<>();
        private long start;

        void begin(EventLoop loop) {
            start = System.nanoTime();
            next(loop);
        }

        /** Each task submits the next one, so that there is always a task, until the connection is read. */
        private void next(EventLoop loop) {
            if (!untilRead.isDone() && sinceStart().compareTo(END) < 0) {
                loop.execute(() -> next(loop));
            }
        }

        void onRead() {
            untilRead.complete(sinceStart());
        }

        private Duration sinceStart() {
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    @Test
    void tasksThatAlwaysSubmitAnotherOneDoNotKeepTheLoopFromItsConnections() throws Exception {
        EventLoops loops = new EventLoops(1);
        Tasks tasks = new Tasks();
        CountDownLatch accepted = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext ctx) {
                        ctx.executor().execute(() -> {
                            accepted.countDown();
                            await(sent);
                            tasks.begin(ctx.channel().eventLoop());
                        });
                    }

                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        ReferenceCountUtil.release(message);
                        tasks.onRead();
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(accepted.await(10, SECONDS)).isTrue();
            client.getOutputStream().write('x');
            sent.countDown();

            assertThat(tasks.untilRead.get(10, SECONDS)).isLessThan(SOON);
        } finally {
            sent.countDown();
            loops.shutdownGracefully(0, 5, SECONDS).sync();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
