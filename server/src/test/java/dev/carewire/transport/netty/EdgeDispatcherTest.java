package dev.carewire.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.TestPort;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EdgeDispatcherTest {

    /** The edges' handlers only record requests: the test writes the responses. */
    private final EmbeddedChannel connection = new EmbeddedChannel();

    private final List<String> received = new ArrayList<>();
    private final List<String> streamsAsked = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();

    @BeforeEach
    void open() {
        List<HttpEdge> edges = List.of(
                new RecordingEdge("polling", "/poll", true),
                new RecordingEdge("sockets", "/ws", false),
                new RecordingEdge("api", "/api", false));
        connection.freezeTime();
        RequestArrival arrival = new RequestArrival(
                new ConnectionLimits(TestPort.memory(), new KeptConnections(1), TrustedProxies.NONE));
        EdgeDispatcher dispatcher =
                new EdgeDispatcher(edges, new ForwardedAddresses(TrustedProxies.NONE), Duration.ofSeconds(10), arrival);
        connection
                .pipeline()
                .addLast(arrival)
                .addLast(new BoundedAggregator(1_000, head -> dispatcher.select(connection, head), arrival))
                .addLast(dispatcher)
                .addLast(HttpPipeline.LAST_RESORT, new CloseOnFailureHandler());
        connection.pipeline().fireChannelActive();
    }

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
    }

    @Test
    void closesAConnectionThatAsksForNothing() {
        pass(9);
        assertThat(connection.isOpen()).isTrue();
        pass(2);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void keepsAConnectionOverWhichABodyComes() {
        connection.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/api/attachments"));
        pass(300);
        connection.writeInbound(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[10])));
        pass(300);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void asksOnlyTheClaimingEdgeWhetherItStreamsABody() {
        ask("/poll");
        assertThat(streamsAsked).containsExactly("polling");
    }

    @Test
    void offersTheParsedTargetToTheEdgeAndForgetsIt() {
        ask("/ws?token=secret");
        assertThat(targets).containsExactly("/ws [secret]");
        assertThat(connection.attr(RequestTarget.CURRENT).get()).isNull();
    }

    @Test
    void keepsAConnectionWhileAnAnswerGoesOutInPieces() {
        ask("/api/threads");
        ask("/api/threads");
        respond(HttpResponseStatus.OK);
        pass(60);
        connection.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        pass(300);
        connection.writeOutbound(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[10])));
        assertThat(connection.isOpen()).isTrue();

        connection.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        pass(74);
        assertThat(connection.isOpen()).isTrue();
        pass(2);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void takesLeaveToSendABodyForNoAnswer() {
        connection.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/api/attachments"));
        respond(HttpResponseStatus.CONTINUE);
        pass(300);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void sharesAConnectionAmongEdgesInTurn() {
        ask("/poll");
        respond(HttpResponseStatus.OK);
        ask("/api/a");
        ask("/api/b");
        respond(HttpResponseStatus.OK);
        respond(HttpResponseStatus.OK);
        ask("/poll");

        assertThat(received).containsExactly("polling /poll", "api /api/a", "api /api/b", "polling /poll");
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void answersARequestThatNoEdgeClaimsWith404() {
        ask("/elsewhere");

        assertThat(received).isEmpty();
        assertThat(connection.<HttpResponse>readOutbound().status()).isEqualTo(HttpResponseStatus.NOT_FOUND);
        assertThat(connection.isOpen()).isFalse();
    }

    /** Engine.IO answers a polling request that is too large in its own form, with the headers that the page needs to read it. */
    @Test
    void leavesALargeBodyToAnEdgeThatAnswersIt() {
        connection.writeInbound(new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, "/poll", Unpooled.wrappedBuffer(new byte[1])));
        respond(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
        connection.writeInbound(new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, "/api/a", Unpooled.wrappedBuffer(new byte[1])));

        assertThat(received).containsExactly("polling /poll");
        connection.<HttpResponse>readOutbound();
        assertThat(connection.<HttpResponse>readOutbound().status())
                .isEqualTo(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
        assertThat(connection.isOpen()).isFalse();
    }

    /** A proxy may open a WebSocket on a connection over which it polled before. */
    @Test
    void leavesAWebSocketToTheEdgeThatOpenedIt() {
        ask("/poll");
        respond(HttpResponseStatus.OK);
        ask("/ws");
        respond(HttpResponseStatus.SWITCHING_PROTOCOLS);

        assertThat(connection.pipeline().get(EdgeDispatcher.class)).isNull();
        assertThat(connection.pipeline().names()).containsSequence("sockets", "polling");
        pass(300);
        assertThat(connection.isOpen()).isTrue();
    }

    private void ask(String path) {
        connection.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path));
    }

    private void respond(HttpResponseStatus status) {
        connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
    }

    private void pass(int seconds) {
        connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();
    }

    private final class RecordingEdge implements HttpEdge {

        private final String name;
        private final String prefix;
        private final boolean answersLargeBodies;

        private RecordingEdge(String name, String prefix, boolean answersLargeBodies) {
            this.name = name;
            this.prefix = prefix;
            this.answersLargeBodies = answersLargeBodies;
        }

        @Override
        public boolean claims(HttpMethod method, String rawPath) {
            return rawPath.startsWith(prefix);
        }

        @Override
        public boolean answersLargeBodies() {
            return answersLargeBodies;
        }

        @Override
        public boolean streamsBody(HttpMethod method, String rawPath) {
            streamsAsked.add(name);
            return rawPath.equals("/api/attachments");
        }

        @Override
        public String entry() {
            return name;
        }

        @Override
        public void addHandlers(ChannelPipeline pipeline, String next) {
            pipeline.addBefore(next, name, new SimpleChannelInboundHandler<HttpObject>() {
                @Override
                protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
                    if (message instanceof HttpRequest request) {
                        received.add(name + " " + request.uri());
                        QueryStringDecoder target = RequestTarget.of(context.channel());
                        targets.add(target.rawPath() + " " + target.parameters().getOrDefault("token", List.of()));
                    }
                }
            });
        }
    }
}
