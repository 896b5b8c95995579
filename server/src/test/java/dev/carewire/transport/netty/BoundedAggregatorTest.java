package dev.carewire.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
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
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedAggregatorTest {

    private static final int MAX_BODY = 100;
    private static final int MOST_HELD = 150;

    private final RequestBodyBudget bodies = new RequestBodyBudget(MOST_HELD);
    private final EmbeddedChannel connection = connection();

    private EmbeddedChannel connection() {
        return new EmbeddedChannel(
                new BoundedAggregator(MAX_BODY, head -> head.uri().equals("/files"), bodies));
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
        connection.advanceTimeBy(2, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();
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
