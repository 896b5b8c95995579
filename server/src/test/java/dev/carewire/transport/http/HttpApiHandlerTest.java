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
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
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
    void answersNothingWhenTheClientIsGone() {
        send("/slow/1");

        connection.channel().close();
        workOnce();

        assertThat(receive()).isEqualTo("nothing");
        assertThat(begun).containsExactly("1");
    }

    @Test
    void answersAHeadThatIsTooLargeWith431AndCloses() {
        FullHttpRequest large = connection.request(HttpMethod.GET, "/quick/1");
        large.setDecoderResult(DecoderResult.failure(new TooLongHttpHeaderException()));

        connection.exchange(large).isRefused(431, "REQUEST_HEAD_TOO_LARGE", "Request head too large");
        assertThat(connection.channel().isOpen()).isFalse();
    }

    @Test
    void refusesWhatTheDecoderCouldNotReadAndCloses() {
        FullHttpRequest unreadable = connection.request(HttpMethod.GET, "/quick/1");
        unreadable.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("bad line")));

        connection.exchange(unreadable).isRefused(400, "MALFORMED_REQUEST", "Malformed request");
        assertThat(connection.channel().isOpen()).isFalse();
    }
}
