package dev.carewire.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.memory.MemoryBudgets;
import dev.carewire.transport.TestPort;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HTTP connections between their requests, on a port where one address has room for ten strangers and a user for three connections. */
class KeptConnectionsTest {

    private static final int STRANGERS = 10;
    private static final String CLINIC = "192.0.2.1";
    private static final String PROXY = "10.0.0.1";

    private final MemoryBudgets memory = MemoryBudgets.of(
            (long) MemoryBudgets.SHARES * STRANGERS * ConnectionMemory.CONNECTION_BYTES, 1 << 20, 1 << 20);
    private final HttpPipeline port = new HttpPipeline(
            TestPort.behind(TrustedProxies.parse(List.of("10.0.0.0/8")).orElseThrow()),
            memory,
            List.of(new NamingEdge()),
            PortObserver.NONE);

    /** Users whose tokens or sessions have ended. */
    private final Set<String> ended = new HashSet<>();

    private final List<EmbeddedPeer> peers = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        peers.forEach(EmbeddedChannel::finishAndReleaseAll);
        assertThat(memory.unauthenticated().heldBytes()).isZero();
        assertThat(memory.incoming().heldBytes()).isZero();
    }

    private EmbeddedPeer connect(String address) {
        EmbeddedPeer peer = new EmbeddedPeer(new InetSocketAddress(address, 50_001));
        peers.add(peer);
        peer.freezeTime();
        peer.pipeline().addLast(port);
        peer.pipeline().fireChannelActive();
        return peer;
    }

    private List<EmbeddedPeer> strangers(int count) {
        return IntStream.range(0, count).mapToObj(i -> connect(CLINIC)).toList();
    }

    /** Runs what the loops of all connections have to do. */
    private void settle() {
        peers.forEach(EmbeddedChannel::runPendingTasks);
    }

    private String ask(EmbeddedPeer peer, String path, String... headers) {
        peer.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n" + String.join("", headers) + "\r\n");
        settle();
        return peer.received();
    }

    private static void pass(EmbeddedPeer peer, int millis) {
        peer.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    }

    private long strangersBytes() {
        return memory.unauthenticated().heldBytes();
    }

    /** Regression: connections of known users counted for their address between two requests, and were reset for others. */
    @Test
    void aKnownUserKeepsItsConnectionWhateverStrangersOfTheAddressDo() {
        EmbeddedPeer good = connect(CLINIC);
        ask(good, "/ann");
        assertThat(strangersBytes()).isZero();

        for (int i = 0; i < 20; i++) {
            strangers(STRANGERS);
            settle();
            assertThat(ask(good, "/ann")).contains("204").doesNotContain("close");
            pass(good, 5_000);
        }
        assertThat(good.isOpen()).isTrue();
    }

    @Test
    void theNextRequestWithoutATokenCountsAgain() {
        EmbeddedPeer peer = connect(CLINIC);
        ask(peer, "/ann");
        ask(peer, "/-");
        assertThat(strangersBytes()).isEqualTo(ConnectionMemory.CONNECTION_BYTES);

        ask(peer, "/ann");
        assertThat(strangersBytes()).isZero();
    }

    @Test
    void aSessionThatHasEndedBeforeTheResponseCountsAgain() {
        EmbeddedPeer peer = connect(CLINIC);
        ask(peer, "/ann");
        ended.add("ann");
        ask(peer, "/ann");

        assertThat(strangersBytes()).isEqualTo(ConnectionMemory.CONNECTION_BYTES);
    }

    @Test
    void furtherConnectionsOfAUserCountForTheirAddress() {
        List<EmbeddedPeer> kept = strangers(5);
        kept.forEach(peer -> ask(peer, "/ann"));
        assertThat(strangersBytes()).isEqualTo(2 * ConnectionMemory.CONNECTION_BYTES);
        ask(connect(CLINIC), "/ben");
        assertThat(strangersBytes()).isEqualTo(2 * ConnectionMemory.CONNECTION_BYTES);

        kept.get(0).close();
        ask(kept.get(4), "/ann");
        assertThat(strangersBytes()).isEqualTo(ConnectionMemory.CONNECTION_BYTES);
    }

    @Test
    void anIncompleteHeadOfAKnownUserCountsForTheUser() {
        EmbeddedPeer good = connect(CLINIC);
        ask(good, "/ann");
        good.send("GET /an");
        assertThat(strangersBytes()).isZero();
        assertThat(memory.incoming().heldBytes())
                .isEqualTo(ConnectionMemory.HEAD_BYTES - ConnectionMemory.CONNECTION_BYTES);
        strangers(2 * STRANGERS);
        settle();

        good.send("n HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(good.received()).contains("204");
        assertThat(memory.incoming().heldBytes()).isZero();
    }

    @Test
    void pipelinedRequestsOfAKnownUserCountForTheUser() {
        EmbeddedPeer good = connect(CLINIC);
        ask(good, "/ann");
        good.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\nGET /ann HTTP/1.1\r\nHost: h\r\n\r\n");
        strangers(2 * STRANGERS);
        settle();

        assertThat(good.isOpen()).isTrue();
        assertThat(memory.incoming().heldBytes()).isPositive();
        good.writeOutbound(NamingEdge.response());
        settle();
        assertThat(good.received()).containsSubsequence("204", "204");
    }

    @Test
    void theConnectionThatIsIdleLongestYieldsFirst() {
        List<EmbeddedPeer> strangers = strangers(STRANGERS);
        strangers.forEach(peer -> ask(peer, "/-"));
        ask(strangers.get(0), "/-");
        strangers.forEach(peer -> pass(peer, 1_000));
        connect(CLINIC);
        settle();

        assertThat(strangers.get(0).isOpen()).isTrue();
        assertThat(strangers.stream().map(EmbeddedPeer::isOpen).toList().subList(1, 4))
                .containsOnly(false);
    }

    /** The next request may be on its way already. */
    @Test
    void aConnectionYieldsAfterAllOthersInTheFirstSecondAfterAResponse() {
        List<EmbeddedPeer> strangers = strangers(STRANGERS);
        strangers.subList(0, 5).forEach(peer -> ask(peer, "/-"));
        strangers.subList(0, 5).forEach(peer -> pass(peer, 999));
        connect(CLINIC);
        connect(CLINIC);
        settle();

        assertThat(strangers.subList(0, 5)).allMatch(EmbeddedPeer::isOpen);
        assertThat(strangers.subList(5, 8)).noneMatch(EmbeddedPeer::isOpen);
    }

    @Test
    void theLastResponseOfAStrangerAnnouncesTheClose() {
        EmbeddedPeer early = connect(CLINIC);
        early.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n");
        List<EmbeddedPeer> others = strangers(STRANGERS);
        early.writeOutbound(NamingEdge.response());
        settle();

        assertThat(early.received()).containsIgnoringCase("connection: close");
        assertThat(early.isOpen()).isFalse();
        assertThat(others).allMatch(EmbeddedPeer::isOpen);
    }

    @Test
    void theConnectionsOfATrustedProxyCountForNobody() {
        List<EmbeddedPeer> kept =
                IntStream.range(0, 3 * STRANGERS).mapToObj(i -> connect(PROXY)).toList();
        kept.forEach(peer -> {
            ask(peer, "/-", "X-Forwarded-For: 192.0.2.7\r\n");
            ask(peer, "/ann", "X-Forwarded-For: 192.0.2.8\r\n");
            peer.send("GET /");
        });
        settle();

        assertThat(kept).allMatch(EmbeddedPeer::isOpen);
        assertThat(strangersBytes()).isZero();
        assertThat(memory.incoming().heldBytes()).isZero();
    }

    @Test
    void theRequestsOnAProxysConnectionCountForTheirClient() {
        EmbeddedPeer proxy = connect(PROXY);
        String request = "GET /held HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: " + CLINIC + "\r\n\r\n";
        proxy.send(request + request);
        assertThat(strangersBytes()).isEqualTo(ConnectionMemory.CONNECTION_BYTES + request.length());

        strangers(2 * STRANGERS);
        settle();
        assertThat(proxy.isOpen()).isFalse();
    }

    @Test
    void aConnectionWhoseClientTheProxyProtocolNamesCountsForThatClient() {
        EmbeddedPeer proxy = connect(PROXY);
        assertThat(strangersBytes()).isZero();
        proxy.send("PROXY TCP4 " + CLINIC + " 192.0.2.2 50000 80\r\n");
        assertThat(strangersBytes()).isEqualTo(ConnectionMemory.CONNECTION_BYTES);
        List<EmbeddedPeer> others = strangers(STRANGERS);
        settle();

        assertThat(proxy.isOpen()).isFalse();
        assertThat(others.get(STRANGERS - 1).isOpen()).isTrue();
    }

    /** Answers requests to {@code /user} as that user's, those to {@code /-} as a stranger's, and none to {@code /held}. */
    private final class NamingEdge implements HttpEdge {

        private static DefaultFullHttpResponse response() {
            return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
        }

        @Override
        public boolean claims(HttpMethod method, String rawPath) {
            return true;
        }

        @Override
        public String entry() {
            return "naming";
        }

        @Override
        public void addHandlers(ChannelPipeline pipeline, String next) {
            pipeline.addBefore(next, entry(), new SimpleChannelInboundHandler<FullHttpRequest>() {
                @Override
                protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
                    String user = request.uri().substring(1);
                    if (user.equals("held")) {
                        return;
                    }
                    if (!user.equals("-")) {
                        RequestSender.attach(
                                context.channel(),
                                () -> Optional.of(new KnownUser("clinic", user))
                                        .filter(known -> !ended.contains(known.id())));
                    }
                    context.writeAndFlush(response());
                }
            });
        }
    }
}
