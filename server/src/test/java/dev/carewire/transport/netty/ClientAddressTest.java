package dev.carewire.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.carewire.transport.TestPort;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The pipeline of a port behind the proxies 10.0.0.0/8 and fd00::/8, and of one without proxies. */
class ClientAddressTest {

    private static final byte[] V2_SIGNATURE = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};

    private final TrustedProxies proxies =
            TrustedProxies.parse(List.of("10.0.0.0/8", "fd00::/8")).orElseThrow();

    private final List<String> clients = new ArrayList<>();
    private final List<EmbeddedPeer> peers = new ArrayList<>();

    @AfterEach
    void close() {
        peers.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    @Test
    void believesOnlyTrustedProxies() {
        connect("203.0.113.9", proxies).get("X-Forwarded-For: 192.0.2.1");
        connect("10.1.2.3", TrustedProxies.NONE).get("X-Forwarded-For: 192.0.2.1");
        connect("10.1.2.3", proxies).get("X-Forwarded-For: 192.0.2.1");
        connect("fd00::7", proxies).get("X-Forwarded-For: 192.0.2.1");
        connect("10.1.2.3", proxies).get("Accept: text/plain");
        assertThat(clients).containsExactly("203.0.113.9", "10.1.2.3", "192.0.2.1", "192.0.2.1", "10.1.2.3");
    }

    @Test
    void takesTheLastEntryThatNoTrustedProxyHas() {
        EmbeddedPeer proxy = connect("10.1.2.3", proxies);
        proxy.get("X-Forwarded-For: 198.51.100.66, 192.0.2.1, 10.9.9.9");
        proxy.get("X-Forwarded-For: 198.51.100.66\r\nX-Forwarded-For: 192.0.2.2,fd00::1");
        proxy.get("X-Forwarded-For: 10.4.4.4, 10.5.5.5");
        proxy.get("X-Forwarded-For: 192.0.2.3:50000");
        proxy.get("X-Forwarded-For: [2001:db8::1]:50000");
        proxy.get("X-Forwarded-For: 2001:db8::2");
        proxy.get("X-Forwarded-For: ::ffff:192.0.2.4");
        assertThat(clients)
                .containsExactly(
                        "192.0.2.1", "192.0.2.2", "10.4.4.4", "192.0.2.3", "2001:db8::1", "2001:db8::2", "192.0.2.4");
    }

    @Test
    void stopsAtAnEntryThatIsNoAddress() {
        EmbeddedPeer proxy = connect("10.1.2.3", proxies);
        proxy.get("X-Forwarded-For: 192.0.2.1, unknown");
        proxy.get("X-Forwarded-For: 192.0.2.1, localhost, 10.5.5.5");
        proxy.get("X-Forwarded-For: ,");
        proxy.get("X-Forwarded-For: " + "1".repeat(2_000));
        assertThat(clients).containsExactly("10.1.2.3", "10.5.5.5", "10.1.2.3", "10.1.2.3");
    }

    @Test
    void readsVersion1OfTheProxyProtocol() {
        EmbeddedPeer proxy = connect("10.1.2.3", proxies);
        proxy.send("PROXY TCP4 192.0.2.1 192.0.2.2 50000 80\r\n");
        proxy.get("Accept: text/plain");
        proxy.get("X-Forwarded-For: 192.0.2.9");
        assertThat(clients).as("the proxy's client is no proxy").containsExactly("192.0.2.1", "192.0.2.1");
    }

    @Test
    void readsVersion2OfTheProxyProtocolInAnyPieces() {
        EmbeddedPeer proxy = connect("10.1.2.3", proxies);
        ByteBuf header = Unpooled.buffer()
                .writeBytes(V2_SIGNATURE)
                .writeByte(0x21)
                .writeByte(0x21)
                .writeShort(36)
                .writeBytes(NetUtil.createByteArrayFromIpAddressString("fd00::5"))
                .writeBytes(NetUtil.createByteArrayFromIpAddressString("2001:db8::9"))
                .writeShort(50_000)
                .writeShort(80);
        while (header.isReadable()) {
            proxy.writeInbound(header.readBytes(1));
        }
        header.release();
        proxy.get("X-Forwarded-For: 192.0.2.7");
        assertThat(clients).as("by way of a second proxy").containsExactly("192.0.2.7");
    }

    @Test
    void aHealthCheckByTheProxyProtocolHasTheProxysAddress() {
        EmbeddedPeer proxy = connect("10.1.2.3", proxies);
        proxy.writeInbound(Unpooled.buffer()
                .writeBytes(V2_SIGNATURE)
                .writeByte(0x20)
                .writeByte(0)
                .writeShort(0));
        proxy.get("Accept: text/plain");
        assertThat(clients).containsExactly("10.1.2.3");
    }

    @Test
    void closesAConnectionWithABrokenProxyHeader() {
        EmbeddedPeer proxy = connect("10.1.2.3", proxies);
        proxy.send("PROXY TCP4 nonsense 192.0.2.2 50000 80\r\n");
        assertThat(proxy.isOpen()).isFalse();
    }

    @Test
    void aStrangerCannotUseTheProxyProtocol() {
        EmbeddedPeer stranger = connect("203.0.113.9", proxies);
        stranger.send("PROXY TCP4 192.0.2.1 192.0.2.2 50000 80\r\n");
        stranger.get("Accept: text/plain");
        assertThat(clients).doesNotContain("192.0.2.1");
    }

    @Test
    void warnsOnceAboutAProxyOnThisMachineThatIsNotTrusted() {
        Logger logger = (Logger) LoggerFactory.getLogger(ForwardedAddresses.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            EmbeddedPeer proxy = connect("127.0.0.1", TrustedProxies.NONE);
            proxy.get("Accept: text/plain");
            assertThat(lines.list).isEmpty();
            proxy.get("X-Forwarded-For: 192.0.2.1");
            proxy.get("X-Forwarded-For: 192.0.2.2");
            assertThat(lines.list)
                    .singleElement()
                    .satisfies(line -> assertThat(line.getMessage())
                            .contains("server.trusted-proxies")
                            .doesNotContain("192.0.2"));
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(clients).containsExactly("127.0.0.1", "127.0.0.1", "127.0.0.1");
    }

    @Test
    void namesNetworksByAddressOrPrefix() {
        assertThat(TrustedProxies.parse(List.of(""))).contains(TrustedProxies.NONE);
        assertThat(TrustedProxies.parse(List.of("127.0.0.1", "::1", "192.168.0.0/16")))
                .isPresent();
        for (String wrong :
                List.of("proxy.local", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0/8", "*")) {
            assertThat(TrustedProxies.parse(List.of(wrong))).as(wrong).isEqualTo(Optional.empty());
        }
        assertThat(TrustedProxies.parse(List.of("10.0.0.1", ""))).isEmpty();
    }

    private EmbeddedPeer connect(String address, TrustedProxies trusted) {
        EmbeddedPeer peer = new EmbeddedPeer(new InetSocketAddress(address, 50_001));
        peers.add(peer);
        peer.pipeline()
                .addLast(new HttpPipeline(
                        TestPort.behind(trusted), TestPort.memory(), List.of(new RecordingEdge()), PortObserver.NONE));
        return peer;
    }

    /** Records the address of each request's client, and answers. */
    private final class RecordingEdge implements HttpEdge {

        @Override
        public boolean claims(HttpMethod method, String rawPath) {
            return true;
        }

        @Override
        public String entry() {
            return "recorder";
        }

        @Override
        public void addHandlers(ChannelPipeline pipeline, String next) {
            pipeline.addBefore(next, entry(), new SimpleChannelInboundHandler<FullHttpRequest>() {
                @Override
                protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
                    InetSocketAddress client = (InetSocketAddress) ClientAddress.of(context.channel());
                    clients.add(NetUtil.toAddressString(client.getAddress()));
                    context.writeAndFlush(
                            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT));
                }
            });
        }
    }
}
