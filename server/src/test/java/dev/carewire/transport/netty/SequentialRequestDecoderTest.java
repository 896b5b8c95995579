package dev.carewire.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.memory.MemoryBudgets;
import dev.carewire.transport.TestPort;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialRequestDecoderTest {

    private final MemoryBudgets memory = TestPort.memory();
    private final EmbeddedChannel connection = connection();

    private EmbeddedChannel connection() {
        RequestArrival arrival =
                new RequestArrival(new ConnectionLimits(memory, new KeptConnections(1), TrustedProxies.NONE));
        SequentialRequestDecoder requests = new SequentialRequestDecoder(arrival);
        return new EmbeddedChannel(arrival, new SequentialResponseEncoder(requests), requests);
    }

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
    }

    private void send(String text) {
        connection.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void respond(HttpResponseStatus status, String body) {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, StandardCharsets.US_ASCII));
        response.headers().set("Content-Length", body.length());
        connection.writeOutbound(response);
        connection.runPendingTasks();
    }

    private List<String> decoded() {
        List<String> targets = new ArrayList<>();
        for (Object message = connection.readInbound(); message != null; message = connection.readInbound()) {
            if (message instanceof HttpRequest head) {
                targets.add(head.uri());
            }
        }
        return targets;
    }

    private HttpRequest head(String text) {
        send(text);
        return connection.readInbound();
    }

    @Test
    void decodesTheNextRequestAfterTheResponse() {
        send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nxyGET /3");

        assertThat(decoded()).containsExactly("/1");
        assertThat(connection.config().isAutoRead()).isFalse();
        respond(HttpResponseStatus.OK, "");
        assertThat(decoded()).containsExactly("/2");
        assertThat(connection.config().isAutoRead()).isFalse();
        respond(HttpResponseStatus.OK, "");
        assertThat(decoded()).isEmpty();
        assertThat(connection.config().isAutoRead()).isTrue();
        send(" HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(decoded()).containsExactly("/3");
        assertThat(connection.config().isAutoRead()).isTrue();
    }

    @Test
    void countsTheBytesThatWait() {
        send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n" + "x".repeat(30_000));

        assertThat(memory.unauthenticated().heldBytes()).isEqualTo(ConnectionMemory.CONNECTION_BYTES + 30_000);
    }

    @Test
    void leaveToSendABodyIsNoResponse() {
        send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
        respond(HttpResponseStatus.CONTINUE, "");

        assertThat(decoded()).containsExactly("/1");
    }

    @Test
    void sendsNoBodyInResponseToHead() {
        send("HEAD /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
        respond(HttpResponseStatus.OK, "body");
        assertThat(sent()).endsWith("content-length: 4\r\n\r\n".replace("content-length", "Content-Length"));
        respond(HttpResponseStatus.OK, "body");
        assertThat(sent()).endsWith("\r\n\r\nbody");
    }

    private String sent() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = connection.readOutbound(); part != null; part = connection.readOutbound()) {
            text.append(part.toString(StandardCharsets.US_ASCII));
            part.release();
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET http:// HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET http://a@b/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET http://a:x/ HTTP/1.1\r\nHost: a\r\n\r\n"
            })
    void rejectsAHeadWhoseHostIsMissingOrAmbiguous(String text) {
        assertThat(head(text).decoderResult().isFailure()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://clinic.example/a?b=c, /a?b=c, clinic.example",
        "HTTP://clinic.example:8000/, /, clinic.example:8000",
        "https://front_desk, /, front_desk",
        "http://clinic.example?b, /?b, clinic.example",
        "/a?b=http://x/, /a?b=http://x/, other.example",
        "*, *, other.example"
    })
    void readsATargetInAbsoluteFormAsItsPath(String target, String path, String host) {
        HttpRequest head = head("GET " + target + " HTTP/1.1\r\nHost: other.example\r\n\r\n");

        assertThat(head.decoderResult().isSuccess()).isTrue();
        assertThat(head.uri()).isEqualTo(path);
        assertThat(head.headers().getAll("Host")).containsExactly(host);
    }

    @Test
    void acceptsHttp10WithoutAHost() {
        assertThat(head("GET / HTTP/1.0\r\n\r\n").decoderResult().isSuccess()).isTrue();
    }

    @Test
    void acceptsHeadsUpTo16KiB() {
        String cookie = "x".repeat(9_000);
        String token = "y".repeat(7_000);

        HttpRequest head = head("GET /?token=" + token + " HTTP/1.1\r\nHost: a\r\nCookie: " + cookie + "\r\n\r\n");

        assertThat(head.decoderResult().isSuccess()).isTrue();
    }

    @Test
    void rejectsLargerHeads() {
        String half = "x".repeat(9_000);

        assertThat(head("GET /" + half + " HTTP/1.1\r\nHost: a\r\nCookie: " + half + "\r\n\r\n")
                        .decoderResult()
                        .cause())
                .isInstanceOf(TooLongHttpHeaderException.class);
    }

    @Test
    void rejectsLargerLines() {
        assertThat(head("GET /" + "x".repeat(17_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .decoderResult()
                        .cause())
                .isInstanceOf(TooLongHttpLineException.class);
    }
}
