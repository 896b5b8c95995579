package dev.carewire.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.carewire.app.RedactedStackTraceConverter;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.fixture.TestZones;
import dev.carewire.http.Endpoint;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.http.Router;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import dev.carewire.rate.RequestLimits;
import dev.carewire.rest.StubTokenVerifier;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class HttpApiTest {

    private static final OriginPolicy ORIGINS = new OriginPolicy(Set.of("https://portal.example"));

    private static final List<Route> ROUTES = List.of(
            new Route(HttpMethod.GET, "/open", (Endpoint.Open) request -> Response.okWithoutData()),
            new Route(HttpMethod.GET, "/at-once", (Endpoint.Immediate) request -> Response.okWithoutData()),
            Route.get("/query", (caller, request) -> Response.ok(new JsonObject().put("q", request.query("q")))),
            Route.post(
                    "/echo",
                    (caller, request) -> Response.created(
                            new JsonObject().put("fields", request.jsonObject().names()))),
            Route.post(
                    "/action",
                    (caller, request) -> Response.ok(new JsonObject()
                            .put("fields", request.jsonObjectOrEmpty().names()))),
            Route.get("/refuse/{rejection}", (caller, request) -> {
                throw new RejectedException(Rejection.valueOf(request.pathValue("rejection")), "Not like this");
            }),
            Route.get("/fail", (caller, request) -> {
                throw new IllegalStateException("name=Marker-Name", new IllegalArgumentException("Marker-Cause"));
            }),
            Route.get("/overflow", (caller, request) -> {
                throw new StackOverflowError();
            }));

    private final HttpTestClient connection = new HttpTestClient(api(Runnable::run));

    private static HttpApi api(Executor workers) {
        return new HttpApi(
                new Router(ROUTES),
                new BearerAuthentication(new StubTokenVerifier(), ORIGINS),
                ORIGINS,
                TestZones.UTC,
                new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
                workers);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void marksEveryAnswerAsPrivateJson() {
        HttpTestClient.Answer answer = connection.post(StubTokenVerifier.DOCTOR, "/echo", "{\"b\":1,\"a\":\"ä\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"success\":true,\"data\":{\"fields\":[\"a\",\"b\"]}}");
        assertThat(answer.headers().get("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.headers().get("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.headers().get("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.headers().get("Content-Length"))
                .isEqualTo(String.valueOf(answer.body().getBytes(StandardCharsets.UTF_8).length));
        assertThat(answer.headers().get("X-Request-Id")).isNotBlank();
    }

    @Test
    void answersUnknownPathsBeforeAnybodyIsAskedForAToken() {
        connection
                .exchange(connection.request(HttpMethod.GET, "/nothing"))
                .isRefused(404, "NOT_FOUND", "Path not found");
    }

    @Test
    void namesTheMethodsThatAPathHas() {
        HttpTestClient.Answer answer = connection.exchange(connection.request(HttpMethod.DELETE, "/query"));

        answer.isRefused(405, "METHOD_NOT_ALLOWED", "Method not allowed");
        assertThat(answer.headers().get("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void answersOptionsOfWhoIsNoBrowser() {
        HttpTestClient.Answer answer = connection.exchange(connection.request(HttpMethod.OPTIONS, "/echo"));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers().get("Allow")).isEqualTo("POST, OPTIONS");
        assertThat(answer.headers().contains("Content-Length")).isFalse();
    }

    @Test
    void answersHeadWithTheLengthAlone() {
        HttpTestClient.Answer get = connection.get(StubTokenVerifier.DOCTOR, "/query?q=x");
        HttpTestClient.Answer head = connection.exchange(StubTokenVerifier.DOCTOR, HttpMethod.HEAD, "/query?q=x", "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().get("Content-Length"))
                .isEqualTo(get.headers().get("Content-Length"))
                .isEqualTo(String.valueOf(get.body().length()));
        assertThat(head.headers().get("Content-Type")).isEqualTo(get.headers().get("Content-Type"));
    }

    @Test
    void tellsBrowsersWhatAPageOfAnAllowedOriginMaySend() {
        HttpTestClient.Answer answer = connection.exchange(preflight("https://portal.example"));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().get("Access-Control-Allow-Origin")).isEqualTo("https://portal.example");
        assertThat(answer.headers().get("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.headers().get("Access-Control-Allow-Methods")).isEqualTo("GET, POST, PUT, DELETE");
        assertThat(answer.headers().get("Access-Control-Allow-Headers"))
                .isEqualTo("authorization, content-type, idempotency-key, if-match, if-none-match");
        assertThat(answer.headers().get("Access-Control-Max-Age")).isEqualTo("600");
        assertThat(answer.headers().get("Vary")).isEqualTo("origin");
    }

    @ParameterizedTest
    @CsvSource({
        "'x-trace-id, authorization', 'x-trace-id, authorization'",
        "'', 'authorization, content-type, idempotency-key, if-match, if-none-match'",
        "'x y', 'authorization, content-type, idempotency-key, if-match, if-none-match'"
    })
    void allowsTheHeadersThatAPageAsksFor(String asked, String allowed) {
        FullHttpRequest request = preflight("https://portal.example");
        request.headers().set("Access-Control-Request-Headers", asked);

        assertThat(connection.exchange(request).headers().get("Access-Control-Allow-Headers"))
                .isEqualTo(allowed);
    }

    @Test
    void refusesThePreflightOfAnyOtherOrigin() {
        HttpTestClient.Answer answer = connection.exchange(preflight("https://evil.example"));

        answer.isRefused(403, "FORBIDDEN", "Origin not allowed");
        assertThat(answer.headers().names()).noneMatch(name -> name.startsWith("access-control"));
    }

    @ParameterizedTest
    @CsvSource({"/query, 401", "/nothing, 404", "/open, 200"})
    void letsPagesOfAllowedOriginsReadEveryAnswer(String path, int status) {
        FullHttpRequest request = connection.request(HttpMethod.GET, path);
        request.headers().set("Origin", "https://portal.example");

        HttpTestClient.Answer answer = connection.exchange(request);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().get("Access-Control-Allow-Origin")).isEqualTo("https://portal.example");
        assertThat(answer.headers().get("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.headers().get("Access-Control-Expose-Headers"))
                .isEqualTo("X-Next-Cursor, ETag, Retry-After, Idempotent-Replayed");
    }

    private FullHttpRequest preflight(String origin) {
        FullHttpRequest request = connection.request(HttpMethod.OPTIONS, "/echo");
        request.headers().set("Origin", origin).set("Access-Control-Request-Method", "POST");
        return request;
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID, 400",
        "TOO_LARGE, 413",
        "FORBIDDEN, 403",
        "NOT_FOUND, 404",
        "CONFLICT, 409",
        "TOO_MANY_REQUESTS, 429",
        "OVERLOADED, 503",
        "UNAVAILABLE, 503"
    })
    void hasOneStatusForEachRefusal(String rejection, int status) {
        connection.get(StubTokenVerifier.DOCTOR, "/refuse/" + rejection).isRefused(status, rejection, "Not like this");
    }

    @ParameterizedTest
    @EnumSource(Rejection.class)
    void saysWhenToComeBackOnlyIfThatHelps(Rejection rejection) {
        HttpTestClient.Answer answer = connection.get(StubTokenVerifier.DOCTOR, "/refuse/" + rejection);

        assertThat(answer.headers().contains("Retry-After"))
                .isEqualTo(Set.of(Rejection.TOO_MANY_REQUESTS, Rejection.OVERLOADED, Rejection.UNAVAILABLE)
                        .contains(rejection));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":}", "{} {}", "nonsense", "{\"a\":1e}"})
    void refusesABodyThatIsNotJson(String body) {
        connection
                .post(StubTokenVerifier.DOCTOR, "/echo", body)
                .isRefused(400, "MALFORMED_JSON", "body: malformed (expected: JSON in UTF-8)");
    }

    @Test
    void refusesABodyThatIsNotUtf8() {
        FullHttpRequest request = connection.request(HttpMethod.POST, "/echo");
        request.headers().set("Authorization", "Bearer " + StubTokenVerifier.DOCTOR);
        request.content().writeBytes(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'});

        connection.exchange(request).isRefused(400, "MALFORMED_JSON", "body: malformed (expected: JSON in UTF-8)");
    }

    @Test
    void refusesABodyThatNestsTooDeep() {
        String body = "{\"a\":" + "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH) + "}";

        assertThat(connection.post(StubTokenVerifier.DOCTOR, "/echo", body).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"text\"", "1", "true"})
    void refusesABodyThatIsNoObject(String body) {
        connection
                .post(StubTokenVerifier.DOCTOR, "/echo", body)
                .isRefused(400, "INVALID", "body: wrong type (expected: a JSON object)");
        assertThat(connection.post(StubTokenVerifier.DOCTOR, "/action", body).status())
                .isEqualTo(400);
    }

    @Test
    void takesAnEmptyBodyWhereNothingNeedsToBeSaid() {
        assertThat(connection.post(StubTokenVerifier.DOCTOR, "/action", "").body())
                .isEqualTo("{\"success\":true,\"data\":{\"fields\":[]}}");
    }

    @ParameterizedTest
    @CsvSource({
        "/query?q=%zz, query: malformed (expected: percent-encoded UTF-8)",
        "/query?q=a%00b, q: malformed (expected: text)"
    })
    void refusesAQueryThatCannotBeRead(String target, String text) {
        connection.get(StubTokenVerifier.DOCTOR, target).isRefused(400, "INVALID", text);
    }

    @Test
    void takesABlankQueryParameterAsNotGiven() {
        assertThat(connection.get(StubTokenVerifier.DOCTOR, "/query?q=&q=%20").body())
                .isEqualTo("{\"success\":true,\"data\":{}}");
        assertThat(connection.get(StubTokenVerifier.DOCTOR, "/query?q=a%20b+c").body())
                .isEqualTo("{\"success\":true,\"data\":{\"q\":\"a b c\"}}");
    }

    @Test
    void logsABugOnceWithoutWhatItSays() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger(EndpointRunner.class);
        logger.addAppender(lines);
        logger.setAdditive(false);
        try {
            HttpTestClient.Answer answer = connection.get(StubTokenVerifier.DOCTOR, "/fail?name=Marker-Query");

            answer.isRefused(500, "INTERNAL", "Internal server error");
            assertThat(lines.list).singleElement().satisfies(line -> {
                assertThat(line.getMessage()).isEqualTo("request failed");
                assertThat(line.getKeyValuePairs())
                        .extracting(Object::toString)
                        .containsExactly("request=\"" + answer.headers().get("X-Request-Id") + "\"", "route=\"/fail\"");
                assertThat(new RedactedStackTraceConverter().convert(line))
                        .contains(IllegalStateException.class.getName())
                        .contains(IllegalArgumentException.class.getName())
                        .contains("HttpApiTest")
                        .doesNotContain("Marker");
            });
            assertThat(connection.get(StubTokenVerifier.DOCTOR, "/overflow").status())
                    .isEqualTo(500);
        } finally {
            logger.setAdditive(true);
            logger.detachAppender(lines);
        }
    }

    @Test
    void turnsRequestsAwayWhileTheWorkersAreSaturated() {
        HttpApi saturated = api(task -> {
            throw new RejectedExecutionException();
        });
        try (HttpTestClient client = new HttpTestClient(saturated)) {
            HttpTestClient.Answer answer = client.get(StubTokenVerifier.DOCTOR, "/query");

            answer.isRefused(503, "OVERLOADED", "Server is busy");
            assertThat(answer.headers().get("Retry-After")).isEqualTo("1");
            assertThat(client.exchange(client.request(HttpMethod.GET, "/at-once"))
                            .status())
                    .as("what needs no worker")
                    .isEqualTo(200);
        }
    }

    @Test
    void answersEvenIfTokensCannotBeCheckedForAFault() {
        HttpApi faulty = new HttpApi(
                new Router(ROUTES),
                new BearerAuthentication(
                        token -> {
                            throw new IllegalStateException("Marker-Token");
                        },
                        ORIGINS),
                ORIGINS,
                TestZones.UTC,
                new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
                Runnable::run);
        try (HttpTestClient client = new HttpTestClient(faulty)) {
            client.get(StubTokenVerifier.DOCTOR, "/query").isRefused(500, "INTERNAL", "Internal server error");
        }
    }
}
