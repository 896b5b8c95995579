package dev.carewire.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.memory.ByteBudget;
import dev.carewire.memory.MemoryBudgets;
import dev.carewire.transport.TestPort;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundedAggregatorTest {

    private static final int MAX_BODY = 100;
    private static final int MOST_HELD = 150;

    private final ByteBudget bodies = new ByteBudget(MOST_HELD, MOST_HELD);
    private final ConnectionLimits limits = new ConnectionLimits(
            new MemoryBudgets(
                    TestPort.memory().unauthenticated(),
                    bodies,
                    TestPort.memory().outgoing()),
            new KeptConnections(1),
            TrustedProxies.NONE);
    private final RequestArrival arrival = new RequestArrival(limits);
    private final EmbeddedChannel connection = connection(arrival);

    private EmbeddedChannel connection() {
        return connection(new RequestArrival(limits));
    }

    private static EmbeddedChannel connection(RequestArrival arrival) {
        EmbeddedChannel channel = new EmbeddedChannel(
                arrival, new BoundedAggregator(MAX_BODY, BoundedAggregatorTest::reception, arrival));
        channel.freezeTime();
        return channel;
    }

    private static BodyReception reception(HttpRequest head) {
        return head.uri().equals("/files") ? BodyReception.STREAMED : BodyReception.AGGREGATED;
    }

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
    }

    @Test
    void gathersABody() {
        connection.writeInbound(head("/threads"), piece(40), last(20));

        FullHttpRequest request = connection.readInbound();
        assertThat(request.content().readableBytes()).isEqualTo(60);
        request.release();
    }

    @Test
    void handsOnTheStreamedOneInPiecesHoweverLong() {
        connection.writeInbound(head("/files"));
        assertThat(connection.<Object>readInbound()).isInstanceOf(HttpRequest.class);
        for (int i = 0; i < 10; i++) {
            connection.writeInbound(piece(MAX_BODY));
            assertPiece(MAX_BODY);
        }
        connection.writeInbound(last(1));
        assertPiece(1);
    }

    @Test
    void whatIsStreamedTakesNoRoomOfBodiesThatAreGathered() {
        connection.writeInbound(head("/files"), piece(MOST_HELD));
        EmbeddedChannel another = connection();

        another.writeInbound(head("/threads"), last(MAX_BODY));

        FullHttpRequest request = another.readInbound();
        assertThat(request.content().readableBytes()).isEqualTo(MAX_BODY);
        request.release();
        another.finishAndReleaseAll();
    }

    @Test
    void gathersAgainAfterAStreamedOne() {
        connection.writeInbound(head("/files"), last(1));
        connection.releaseInbound();
        connection.writeInbound(head("/threads"), piece(MAX_BODY), last(1));

        FullHttpResponse answer = connection.readOutbound();
        assertThat(answer.status().code()).isEqualTo(413);
        answer.release();
        pass(2);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void refusesABodyInTooManyPieces() {
        connection.pipeline().addLast(new CloseOnFailureHandler());
        connection.writeInbound(head("/threads"));
        for (int i = 0; i < 10_000; i++) {
            connection.writeInbound(piece(0));
        }
        assertThat(connection.<Object>readOutbound()).isNull();

        connection.writeInbound(piece(1));

        FullHttpResponse answer = connection.readOutbound();
        assertThat(answer.status().code()).isEqualTo(413);
        answer.release();
    }

    @Test
    void aLargeBodyThatIsStillArrivingYieldsToAnother() {
        connection.writeInbound(head("/threads"), piece(90));
        EmbeddedChannel another = connection();
        another.writeInbound(head("/threads"), piece(70));
        connection.runPendingTasks();
        another.runPendingTasks();
        another.writeInbound(last(1));

        FullHttpResponse answer = connection.readOutbound();
        assertThat(answer.status().code()).isEqualTo(503);
        assertThat(answer.headers().get("retry-after")).isEqualTo("1");
        answer.release();
        FullHttpRequest request = another.readInbound();
        assertThat(request.content().readableBytes()).isEqualTo(71);
        request.release();
        another.finishAndReleaseAll();
        assertThat(bodies.heldBytes()).isZero();
    }

    /** Regression: bodies that waited for a worker were not counted. */
    @Test
    void aCompleteBodyCountsUntilItsResponse() {
        connection.writeInbound(head("/threads"), piece(90), last(1));
        EmbeddedChannel another = connection();
        another.writeInbound(head("/threads"), last(70));
        another.runPendingTasks();

        FullHttpRequest request = connection.readInbound();
        assertThat(request.content().readableBytes()).isEqualTo(91);
        request.release();
        assertThat(connection.<Object>readOutbound()).isNull();
        FullHttpResponse answer = another.readOutbound();
        assertThat(answer.status().code()).isEqualTo(503);
        answer.release();
        assertThat(another.<Object>readInbound()).isNull();
        another.finishAndReleaseAll();
        assertThat(bodies.heldBytes()).isEqualTo(91);

        arrival.onResponse();
        assertThat(bodies.heldBytes()).isZero();
    }

    @Test
    void nothingIsLeftOfABodyWhoseConnectionCloses() {
        connection.writeInbound(head("/threads"), last(50));
        assertThat(bodies.heldBytes()).isEqualTo(50);
        connection.releaseInbound();
        connection.close();

        assertThat(bodies.heldBytes()).isZero();
    }

    @Test
    void aBodyThatDoesNotArriveInTimeIsRefused() {
        connection.writeInbound(head("/threads"), piece(1));
        pass(9);
        connection.writeInbound(piece(1));
        assertThat(connection.<Object>readOutbound()).isNull();
        pass(2);

        FullHttpResponse answer = connection.readOutbound();
        assertThat(answer.status().code()).isEqualTo(408);
        answer.release();
        pass(2);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void theNextRequestOfAConnectionHasItsOwnTime() {
        connection.writeInbound(head("/threads"), piece(1));
        pass(9);
        connection.writeInbound(last(1));
        connection.releaseInbound();
        connection.writeInbound(head("/threads"), piece(1));
        pass(9);
        connection.writeInbound(last(1));

        assertThat(connection.<Object>readOutbound()).isNull();
    }

    @Test
    void aStreamedBodyThatDoesNotArriveInTimeIsReportedToItsEdge() {
        List<Object> events = new ArrayList<>();
        connection.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext context, Object event) {
                events.add(event);
            }
        });
        connection.writeInbound(head("/files"), piece(1));
        pass(29);
        assertThat(events).isEmpty();
        pass(2);

        assertThat(events).containsExactly(BodyTimeout.EVENT);
    }

    /** Regression: the connection had no timer any more, and stayed for ever. */
    @ParameterizedTest
    @CsvSource({"100-cont, 0, 417", "100-continue, 1000000, 413"})
    void anExpectationThatIsNotMetClosesTheConnection(String expectation, int length, int status) {
        HttpRequest head = head("/threads");
        head.headers().set("Expect", expectation).set("Content-Length", length);
        connection.writeInbound(head);

        FullHttpResponse answer = connection.readOutbound();
        assertThat(answer.status().code()).isEqualTo(status);
        answer.release();
        assertThat(connection.isOpen()).isFalse();
    }

    private void pass(int seconds) {
        connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();
    }

    private void assertPiece(int length) {
        HttpContent piece = connection.readInbound();
        assertThat(piece.content().readableBytes()).isEqualTo(length);
        piece.release();
    }

    private static HttpRequest head(String path) {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path);
    }

    private static HttpContent piece(int length) {
        return new DefaultHttpContent(Unpooled.wrappedBuffer(bytes(length)));
    }

    private static LastHttpContent last(int length) {
        return new DefaultLastHttpContent(Unpooled.wrappedBuffer(bytes(length)));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }
}
