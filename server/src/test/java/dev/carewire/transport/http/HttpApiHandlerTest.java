package dev.carewire.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.fixture.TestZones;
import dev.carewire.http.Endpoint;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.http.Router;
import dev.carewire.json.JsonObject;
import dev.carewire.rate.RequestLimits;
import dev.carewire.rest.StubTokenVerifier;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpApiHandlerTest {

    private final Deque<Runnable> work = new ArrayDeque<>();
    private final List<String> begun = new ArrayList<>();
    private final HttpApi api = api();
    private final HttpTestClient connection = new HttpTestClient(api);

    private HttpApi api() {
        OriginPolicy origins = new OriginPolicy(Set.of());
        List<Route> routes = List.of(
                new Route(HttpMethod.GET, "/slow/{n}", (Endpoint.Open) this::answer),
                new Route(HttpMethod.POST, "/slow/{n}", (Endpoint.Open) this::answer),
                new Route(HttpMethod.GET, "/quick/{n}", (Endpoint.Immediate) this::answer));
        return new HttpApi(
                new Router(routes),
                new BearerAuthentication(new StubTokenVerifier(), origins),
                origins,
                TestZones.UTC,
                new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
                work::add);
    }

    private Response answer(Request request) {
        begun.add(request.pathValue("n"));
        return Response.ok(new JsonObject().put("n", request.pathValue("n")));
    }

    @AfterEach
    void close() {
        connection.close();
    }

    private void send(String path) {
        connection.send(connection.request(HttpMethod.GET, path));
    }

    private void workOnce() {
        work.remove().run();
    }

    private String receive() {
        return connection
                .receive()
                .map(answer -> answer.data()
                        .path("n")
                        .asText(answer.json().path("code").asText()))
                .orElse("nothing");
    }

    @Test
    void answersInTheOrderOfTheRequestsHoweverQuickTheyAre() {
        send("/slow/1");
        send("/quick/2");
        send("/slow/3");

        assertThat(receive()).isEqualTo("nothing");
        assertThat(begun).as("begun before the first is answered").isEmpty();
        workOnce();
        assertThat(receive()).isEqualTo("1");
        assertThat(receive()).isEqualTo("2");
        assertThat(receive()).isEqualTo("nothing");
        workOnce();
        assertThat(receive()).isEqualTo("3");
        assertThat(connection.channel().isOpen()).isTrue();
    }

    @Test
    void letsSixteenRequestsWaitAndRefusesTheNextInItsTurn() {
        IntStream.rangeClosed(0, HttpApiHandler.MAX_BACKLOG).forEach(n -> send("/slow/" + n));
        send("/slow/refused");
        send("/slow/ignored");

        for (int n = 0; n <= HttpApiHandler.MAX_BACKLOG; n++) {
            workOnce();
            assertThat(receive()).isEqualTo(String.valueOf(n));
        }
        HttpTestClient.Answer refusal = connection.receive().orElseThrow();
        refusal.isRefused(429, "TOO_MANY_REQUESTS", "Too many requests waiting on this connection");
        assertThat(refusal.headers().get("Connection")).isEqualTo("close");
        assertThat(connection.channel().isOpen()).isFalse();
        assertThat(work).isEmpty();
    }

    @Test
    void boundsTheBytesThatWait() {
        String half = "x".repeat(HttpApiHandler.MAX_BACKLOG_BYTES / 2);
        send("/slow/0");
        for (String path : List.of("/slow/1", "/slow/2", "/slow/3")) {
            connection.send(connection.request(HttpMethod.POST, path, half));
        }

        for (String n : List.of("0", "1", "2")) {
            workOnce();
            assertThat(receive()).isEqualTo(n);
        }
        assertThat(receive()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(connection.channel().isOpen()).isFalse();
    }

    @Test
    void countsOnlyWhatStillWaits() {
        String half = "x".repeat(HttpApiHandler.MAX_BACKLOG_BYTES / 2 + 1);
        send("/slow/0");
        for (int n = 1; n <= 5; n++) {
            connection.send(connection.request(HttpMethod.POST, "/slow/" + n, half));
            workOnce();
            assertThat(receive()).isEqualTo(String.valueOf(n - 1));
        }
        workOnce();
        assertThat(receive()).isEqualTo("5");
    }

    @Test
    void keepsTheConnectionOfHttp11WithoutAWord() {
        send("/quick/1");

        HttpTestClient.Answer answer = connection.receive().orElseThrow();
        assertThat(answer.headers().contains("Connection")).isFalse();
        assertThat(connection.channel().isOpen()).isTrue();
    }

    @Test
    void closesAfterTheAnswerIfTheClientAsksForIt() {
        FullHttpRequest last = connection.request(HttpMethod.GET, "/slow/1");
        last.headers().set("Connection", "close");
        connection.send(last);
        send("/slow/2");
        assertThat(connection.channel().isOpen()).isTrue();

        workOnce();
        HttpTestClient.Answer answer = connection.receive().orElseThrow();

        assertThat(answer.headers().get("Connection")).isEqualTo("close");
        assertThat(connection.channel().isOpen()).isFalse();
        assertThat(work).as("what came after the last request").isEmpty();
    }

    @Test
    void closesTheConnectionOfHttp10UnlessItIsToBeKept() {
        FullHttpRequest kept = connection.request(HttpMethod.GET, "/quick/1");
        kept.setProtocolVersion(HttpVersion.HTTP_1_0);
        kept.headers().set("Connection", "keep-alive");
        assertThat(connection.exchange(kept).headers().get("Connection")).isEqualTo("keep-alive");

        FullHttpRequest last = connection.request(HttpMethod.GET, "/quick/2");
        last.setProtocolVersion(HttpVersion.HTTP_1_0);
        assertThat(connection.exchange(last).headers().get("Connection")).isEqualTo("close");
        assertThat(connection.channel().isOpen()).isFalse();
    }

    @Test
    void forgetsWhatWaitsWhenTheClientIsGone() {
        send("/slow/1");
        send("/slow/2");

        connection.channel().close();
        workOnce();

        assertThat(receive()).isEqualTo("nothing");
        assertThat(work).isEmpty();
        assertThat(begun).containsExactly("1");
    }

    @Test
    void refusesWhatTheDecoderCouldNotReadAndCloses() {
        FullHttpRequest unreadable = connection.request(HttpMethod.GET, "/quick/1");
        unreadable.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("bad line")));

        connection.exchange(unreadable).isRefused(400, "MALFORMED_REQUEST", "Malformed request");
        assertThat(connection.channel().isOpen()).isFalse();
    }

    @Test
    void speaksHttpOverTheWire() {
        EmbeddedChannel wire =
                new EmbeddedChannel(new HttpServerCodec(), new HttpObjectAggregator(1024), new HttpApiHandler(api));
        String requests = String.join(
                "\r\n",
                List.of(
                        "HEAD /quick/1 HTTP/1.1",
                        "Host: a",
                        "",
                        "GET /quick/2 HTTP/1.1",
                        "Host: a",
                        "",
                        "GET /quick/3 HTTP/1.1",
                        "Host: a",
                        "Connection: close",
                        "",
                        ""));

        wire.writeInbound(Unpooled.copiedBuffer(requests, StandardCharsets.US_ASCII));

        StringBuilder answers = new StringBuilder();
        for (ByteBuf part = wire.readOutbound(); part != null; part = wire.readOutbound()) {
            answers.append(part.toString(StandardCharsets.UTF_8));
            part.release();
        }
        assertThat(answers.toString().split("(?=HTTP/1.1 )"))
                .satisfiesExactly(
                        head -> assertThat(head)
                                .startsWith("HTTP/1.1 200 OK\r\n")
                                .contains("content-length: 33\r\n")
                                .endsWith("\r\n\r\n"),
                        get -> assertThat(get)
                                .contains("content-length: 33\r\n")
                                .endsWith("\r\n\r\n{\"success\":true,\"data\":{\"n\":\"2\"}}"),
                        last -> assertThat(last)
                                .contains("connection: close\r\n")
                                .endsWith("\r\n\r\n{\"success\":true,\"data\":{\"n\":\"3\"}}"));
        assertThat(wire.isOpen()).isFalse();
        assertThat(wire.finishAndReleaseAll()).isFalse();
    }
}
