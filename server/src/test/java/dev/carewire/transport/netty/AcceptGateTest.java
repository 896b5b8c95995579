package dev.carewire.transport.netty;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceptGateTest {

    private static final int MAX = 20;
    private static final int CLIENTS = 100;

    private final EventLoops acceptor = new EventLoops(1);
    private final EventLoops loops = new EventLoops(1);
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger registered = new AtomicInteger();
    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Socket client : clients) {
            client.close();
        }
        loops.shutdownGracefully(0, 5, SECONDS).sync();
        acceptor.shutdownGracefully(0, 5, SECONDS).sync();
    }

    private InetSocketAddress listen() throws Exception {
        return (InetSocketAddress) new ServerBootstrap()
                .group(acceptor, loops)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel listening) {
                        listening.pipeline().addLast(new AcceptCounter(), new AcceptGate(MAX));
                    }
                })
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        registered.incrementAndGet();
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel()
                .localAddress();
    }

    private final class AcceptCounter extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            accepted.incrementAndGet();
            ctx.fireChannelRead(message);
        }
    }

    @Test
    void aBusyLoopDoesNotCollectAcceptedConnectionsWithoutLimit() throws Exception {
        InetSocketAddress address = listen();
        CountDownLatch busy = new CountDownLatch(1);
        loops.next().execute(() -> awaitUninterruptibly(busy));
        try {
            for (int i = 0; i < CLIENTS; i++) {
                // Connected by the system, whether or not the server accepts.
                clients.add(new Socket(address.getAddress(), address.getPort()));
            }
            await().until(() -> accepted.get() >= MAX);
            // Accepts that were already under way have ended.
            acceptor.next().submit(() -> {}).sync();
            acceptor.next().submit(() -> {}).sync();

            assertThat(accepted).hasValue(MAX);
            assertThat(registered).hasValue(0);
        } finally {
            busy.countDown();
        }

        await().untilAsserted(() -> assertThat(registered).hasValue(CLIENTS));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
