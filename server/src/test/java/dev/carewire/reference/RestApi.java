package dev.carewire.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiRooms;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.command.Caller;
import dev.carewire.dialect.Callers;
import dev.carewire.dialect.ConnectRefusal;
import dev.carewire.dialect.FamilyEndpoints;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.TestDialects;
import dev.carewire.dialect.WebSocketHandle;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.http.Route;
import dev.carewire.http.Router;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.FamilyLimits;
import dev.carewire.hub.Hub;
import dev.carewire.hub.RecordingConnection;
import dev.carewire.hub.SerialExecutor;
import dev.carewire.hub.Session;
import dev.carewire.hub.SessionEnd;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.rate.RequestLimits;
import dev.carewire.record.KeptRecords;
import dev.carewire.rest.HealthRoutes;
import dev.carewire.rest.MetricsRoutes;
import dev.carewire.rest.StubTokenVerifier;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpTestClient;
import dev.carewire.transport.http.RequestRates;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The HTTP API as the server wires it, over a database in memory. It answers the examples, and enforces exactly the conditions that its
 * routes declare. One thread.
 */
final class RestApi {

    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    /** No ETag, for lack of quotes. */
    private static final String MALFORMED = "malformed";

    /** In a body, a field that no route knows: it shows which routes store it and name it in {@code unknownFields}. */
    private static final String FURTHER_FIELD = "\"furtherField\":1";

    /** The id of no record. */
    private static final String NONE_SUCH = "none_such";

    private final List<Route> routes;
    private final Set<String> keptElsewhere;
    private final HttpApi api;
    private final TestClock clock;
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, List<HttpTestClient.Answer>> answers = new LinkedHashMap<>();
    private final List<Repetition> repetitions = new ArrayList<>();

    /**
     * An API in which every example was accepted, and every repeated {@code POST} received the first answer again. The examples of
     * each {@code PUT} that creates records show a created one.
     */
    RestApi(Database database, Hub hub) {
        this.clock = new TestClock(Instant.parse("2026-11-20T15:00:00Z"), ZONE);
        WiredFeatures features =
                WiredFeatures.over(database, TestPublishers.over(database, event -> {}), clock, Map.of());
        TenantId tenant = new TenantId("reference");
        StubTokenVerifier tokens = new StubTokenVerifier(tenant, new TenantId("other"));
        new JdbiRooms(database, KeptRecords.ALL).put(tenant, new RoomSnapshot("r-2", "Room two", "2"));
        FamilyEndpoints families = TestDialects.all(hub, features.client(), tokens, clock);
        this.routes = Stream.of(
                        new HealthRoutes("1.0.0", clock, List.of()).routes().stream(),
                        new MetricsRoutes(() -> "# no metrics\n", RouteExample.METRICS_TOKEN, address -> {})
                                .routes().stream(),
                        features.routes(),
                        features.socketRoutes(hub),
                        families.routes().stream())
                .flatMap(all -> all)
                .toList();
        this.api = api(features, routes, tokens);
        Session session = connected(hub, families, Callers.caller(tenant, "u-nurse", Role.NURSE));
        try (HttpTestClient client = new HttpTestClient(api)) {
            List<String> refused = new ArrayList<>();
            for (RouteExample example : RouteExample.all()) {
                send(client, example).ifPresent(refused::add);
            }
            assertThat(refused).as("refused examples").isEmpty();
            assertThat(repetitions).isNotEmpty().allSatisfy(Repetition::assertAnsweredAlike);
            routes.forEach(route -> assertCreationIsShown(client, route));
        }
        hub.unregister(session, SessionEnd.FINAL);
        this.keptElsewhere = rejectedWithoutRecords();
    }

    private static HttpApi api(WiredFeatures features, List<Route> routes, StubTokenVerifier tokens) {
        OriginPolicy origins = new OriginPolicy(Set.of());
        return new HttpApi(
                new Router(routes.stream().map(features.idempotent()::of).toList()),
                new BearerAuthentication(tokens, origins),
                origins,
                features.client().clinics(),
                new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
                Runnable::run);
    }

    /** Sends the examples to a server that keeps no records, and returns the operations that this one rejects for it. */
    private Set<String> rejectedWithoutRecords() {
        StubTokenVerifier tokens = new StubTokenVerifier(new TenantId("elsewhere"), new TenantId("other"));
        Database database = TestDatabases.H2.database();
        WiredFeatures features = WiredFeatures.over(
                database, TestPublishers.over(database, event -> {}), clock, Map.of("CAREWIRE_RECORDS_KEPT", "none"));
        try (HttpTestClient client =
                new HttpTestClient(api(features, features.routes().toList(), tokens))) {
            return RouteExample.all().stream()
                    .filter(example -> answer(
                                    client, example, example.target(ids), example.body(ids), newKey(), List.of())
                            .body()
                            .contains("kept in the clinic's own back end"))
                    .map(RouteExample::operation)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** A HealthMate client, so that the answers about connections show one. */
    private static Session connected(Hub hub, FamilyEndpoints families, Caller caller) {
        PlainDialect dialect = Objects.requireNonNull(families.plain().get("/ws/health"));
        RecordingConnection connection = new RecordingConnection();
        Session session = new Session(
                "c-1",
                Optional.empty(),
                caller,
                new TextEncoding(dialect.name(), event -> List.of()),
                connection,
                new SerialExecutor(Runnable::run));
        dialect.opened(session.id(), new WebSocketHandle() {
            @Override
            public void sendMessages(List<String> messages) {
                // This client reads nothing.
            }

            @Override
            public void close(ConnectRefusal.CloseStatus end) {
                connection.close(CloseReason.DISCONNECTED);
            }
        });
        hub.register(session, FamilyLimits.none(""));
        Rooms.initialRooms(caller).forEach(room -> hub.join(session, room));
        dialect.connected(session);
        return session;
    }

    /**
     * Sends an example and keeps the answer; returns the refusal if there is one. A {@code POST} is sent twice under one
     * idempotency key. A {@code PUT} is sent twice, too: the second one changes the record that the first one may have created.
     */
    private Optional<String> send(HttpTestClient client, RouteExample example) {
        String target = example.target(ids);
        String body = example.body(ids);
        if (!example.path().startsWith("/api/v1/")) {
            // The routes of back ends reject further fields.
            body = body.replaceFirst("^\\{(?=\")", "{" + FURTHER_FIELD + ",");
        }
        String key = "example-" + repetitions.size();
        List<String> conditions = VersionHeaders.names(route(example));
        conditions.forEach(header -> assertMalformedIsRefused(client, example, header));
        List<String> ignored = conditions.isEmpty() ? VersionHeaders.ALL : List.of();
        HttpTestClient.Answer answer = answer(client, example, target, body, key, ignored);
        if (example.method().equals("POST")) {
            HttpTestClient.Answer second = answer(client, example, target, body, key, ignored);
            repetitions.add(new Repetition(example.operation(), answer, second));
        }
        if (answer.status() < 200 || answer.status() > 299) {
            return Optional.of(example.operation() + ": " + answer.status() + " " + answer.body());
        }
        example.idName().ifPresent(name -> ids.put(name, answer.id()));
        List<HttpTestClient.Answer> all = answers.computeIfAbsent(example.operation(), none -> new ArrayList<>());
        all.add(answer);
        if (example.method().equals("PUT")) {
            HttpTestClient.Answer second = answer(client, example, target, body, key, ignored);
            assertThat(second.status()).as("second " + example.operation()).isEqualTo(200);
            all.add(second);
        }
        return Optional.empty();
    }

    private Route route(RouteExample example) {
        return routes.stream()
                .filter(route -> example.operation().equals(operation(route)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(example.operation() + ": no such route"));
    }

    private static String operation(Route route) {
        return route.method() + " " + route.path();
    }

    private void assertMalformedIsRefused(HttpTestClient client, RouteExample example, String header) {
        HttpTestClient.Answer answer =
                answer(client, example, example.target(ids), example.body(ids), newKey(), List.of(header));
        assertThat(answer.status()).as(example.operation() + " with " + header).isEqualTo(400);
        assertThat(answer.body()).as(example.operation()).contains(header + ": malformed");
    }

    /** Without an example of a created record, a {@code PUT} of a missing one is answered with 404, or as one of a present one. */
    private void assertCreationIsShown(HttpTestClient client, Route route) {
        boolean shown = answers(operation(route)).stream().anyMatch(answer -> answer.status() == 201);
        if (route.method().equals(HttpMethod.PUT) && route.path().endsWith("}") && !shown) {
            RouteExample example = RouteExample.of(operation(route));
            String target = example.target(ids).replaceAll("[^/]+$", NONE_SUCH);
            HttpTestClient.Answer answer = answer(client, example, target, example.body(ids), newKey(), List.of());
            assertThat(answer.status()).as("%s: %s", target, answer.body()).isIn(200, 404);
        }
    }

    /**
     * The answer to an example, without the further field that records have from the examples.
     *
     * @param malformed names headers whose values are no conditions
     */
    private static HttpTestClient.Answer answer(
            HttpTestClient client,
            RouteExample example,
            String target,
            String body,
            String key,
            List<String> malformed) {
        FullHttpRequest request = client.request(HttpMethod.valueOf(example.method()), target, body);
        if (!example.token().isEmpty()) {
            request.headers().set(HttpHeaderNames.AUTHORIZATION, "Bearer " + example.token());
        }
        if (example.path().endsWith("/attachments")) {
            request.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain");
        }
        request.headers().set("Idempotency-Key", key);
        malformed.forEach(header -> request.headers().set(header, MALFORMED));
        client.send(request);
        HttpTestClient.Answer answer = client.receiveAll();
        return new HttpTestClient.Answer(
                answer.status(), answer.headers(), answer.body().replace("," + FURTHER_FIELD, ""));
    }

    /** The answer to an example with another body; a second after the last one, so that no rate limit is exceeded. */
    HttpTestClient.Answer answer(RouteExample example, String body) {
        clock.advance(Duration.ofSeconds(1));
        try (HttpTestClient client = new HttpTestClient(api)) {
            return answer(client, example, example.target(ids), body, newKey(), List.of());
        }
    }

    /** The answer to an example with another value of a query parameter. */
    HttpTestClient.Answer answer(RouteExample example, String parameter, String value) {
        clock.advance(Duration.ofSeconds(1));
        String path = example.target(ids);
        try (HttpTestClient client = new HttpTestClient(api)) {
            return answer(
                    client,
                    example,
                    path.substring(0, path.indexOf('?')) + "?" + parameter + "=" + value,
                    "",
                    newKey(),
                    List.of());
        }
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** The answers to a request and to its repetition under the same idempotency key. */
    private record Repetition(String operation, HttpTestClient.Answer first, HttpTestClient.Answer second) {

        void assertAnsweredAlike() {
            assertThat(second.status()).as(operation).isEqualTo(first.status());
            assertThat(second.body()).as(operation).isEqualTo(first.body());
            assertThat(first.headers().get("Idempotent-Replayed")).as(operation).isNull();
            assertThat(second.headers().get("Idempotent-Replayed"))
                    .as(operation)
                    .isEqualTo("true");
        }
    }

    List<Route> routes() {
        return routes;
    }

    /** The operations that answer 404 if the clinic's own back end keeps the records. */
    Set<String> keptElsewhere() {
        return keptElsewhere;
    }

    /** The answers to an operation's examples. */
    List<HttpTestClient.Answer> answers(String operation) {
        return answers.getOrDefault(operation, List.of());
    }
}
