package dev.carewire.demo.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.demo.emit.Drop.Reason;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EmitterTest {

    private static final String SECRET = "a secret of at least 32 bytes, for tests";
    private static final TokenSource TOKENS = TokenSource.signed(SECRET, Clock.systemUTC());
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final BlockingQueue<Drop> drops = new LinkedBlockingQueue<>();
    private final List<Emitter> emitters = new ArrayList<>();
    private StandIn server;

    @BeforeEach
    void start() throws Exception {
        server = new StandIn(0);
    }

    @AfterEach
    void stop() {
        emitters.forEach(emitter -> emitter.close(Duration.ZERO));
        server.close();
    }

    private EmitterOptions options() {
        return EmitterOptions.of(server.url(), Family.DERM_APP, TOKENS).withOnDropped(drops::add);
    }

    private Emitter emitter(EmitterOptions options) {
        Emitter emitter = Emitter.start(options);
        emitters.add(emitter);
        return emitter;
    }

    private Drop nextDrop() throws InterruptedException {
        Drop drop = drops.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        assertThat(drop).as("a drop within 10 s").isNotNull();
        return drop;
    }

    private List<String> nextDrops(int count) throws InterruptedException {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Drop drop = nextDrop();
            next.add(drop.event() + " " + drop.reason());
        }
        return next;
    }

    @Test
    void sendsRoomsEventAndArgumentsAsTheyAre() throws Exception {
        Emitter emitter = emitter(EmitterOptions.of(URI.create(server.url() + "/base/"), Family.DERM_APP, TOKENS));
        Map<String, Object> message = new LinkedHashMap<>(Map.of("text", "<ü>"));
        emitter.to("tenant:1:module:mail")
                .to("tenant:1", "tenant:1")
                .except("user:7", "tenant:2")
                .volatileDelivery()
                .emit("message:new", message, null, Instant.EPOCH, new JSONObject("{\"a\":1}"), List.of(1.5, true));
        message.clear();

        assertThat(emitter.flush(DEADLINE)).isTrue();
        assertThat(server.requests().get(0).path()).isEqualTo("/base/api/v1/emit");
        assertThat(server.requests().get(0).body())
                .endsWith("\"events\":[{\"family\":\"derm-app\",\"to\":[\"tenant:1:module:mail\",\"tenant:1\"],"
                        + "\"except\":[\"user:7\"],\"event\":\"message:new\",\"delivery\":\"volatile\","
                        + "\"args\":[{\"text\":\"<ü>\"},null,\"1970-01-01T00:00:00Z\",{\"a\":1},[1.5,true]]}]}");
        JSONObject claims = server.requests().get(0).claims();
        assertThat(claims.getString("tenantId")).isEqualTo("1");
        assertThat(claims.getString("role")).isEqualTo("service");
    }

    @Test
    void keepsTheOrderInBatchesOfAHundred() throws Exception {
        Emitter emitter = emitter(options().withLookup((room, event) -> Optional.of("1")));
        List<String> names = IntStream.range(0, 250).mapToObj(i -> "event-" + i).toList();
        names.forEach(
                name -> emitter.to(name.endsWith("0") ? "user:7" : "tenant:1").emit(name));

        assertThat(emitter.flush(DEADLINE)).isTrue();
        assertThat(server.accepted()).isEqualTo(names);
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.names()).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void sendsAnEventWithoutRoomsToAllTenants() throws Exception {
        Emitter emitter = emitter(options().withTenants(List.of("1", "2")));
        emitter.to().emit("all");

        assertThat(emitter.flush(DEADLINE)).isTrue();
        assertThat(server.requests())
                .extracting(request -> request.claims().getString("tenantId"))
                .containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void repeatsTheSameBodyAndObeysRetryAfter() throws Exception {
        AtomicInteger count = new AtomicInteger();
        server.answer(request -> count.incrementAndGet() == 1 ? 429 : 201);
        Emitter emitter = emitter(options());
        emitter.to("tenant:1").emit("a");

        assertThat(emitter.flush(DEADLINE)).isTrue();
        StandIn.Request first = server.requests().get(0);
        StandIn.Request second = server.requests().get(1);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.at() - first.at())
                .isGreaterThan(Duration.ofMillis(990).toNanos());
    }

    @Test
    void deliversWhatWasEmittedWhileTheServerWasAway() throws Exception {
        int port = server.port();
        server.close();
        Emitter emitter = emitter(options());
        emitter.to("tenant:1").emit("one");
        assertThat(emitter.flush(Duration.ofMillis(50))).isFalse();
        emitter.to("tenant:1").emit("two");
        server = new StandIn(port);

        assertThat(emitter.flush(DEADLINE)).isTrue();
        assertThat(server.accepted()).containsExactly("one", "two");
    }

    @Test
    void asksForAnotherTokenOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        server.answer(request -> asked.get() == 1 ? 401 : 201);
        Emitter emitter = emitter(EmitterOptions.of(server.url(), Family.CLINIC, tenant -> {
                    asked.incrementAndGet();
                    return TOKENS.tokenFor(tenant);
                })
                .withOnDropped(drops::add));
        emitter.to("queue:1").emit("a");
        assertThat(emitter.flush(DEADLINE)).isTrue();

        server.answer(request -> 401);
        emitter.to("queue:1").emit("b");
        assertThat(nextDrop()).isEqualTo(new Drop(Reason.REJECTED, "b", List.of("queue:1"), "HTTP 401 CODE: text"));
        assertThat(server.accepted()).containsExactly("a");
    }

    @Test
    void dropsOnlyTheInvalidEventOfABatch() throws Exception {
        server.answer(request -> request.names().contains("bad") ? 400 : 201);
        Emitter emitter = emitter(options());
        for (String event : List.of("a", "b", "bad", "c")) {
            emitter.to("tenant:1").emit(event);
        }

        assertThat(emitter.flush(DEADLINE)).isTrue();
        assertThat(server.accepted()).containsExactly("a", "b", "c");
        assertThat(nextDrops(1)).containsExactly("bad REJECTED");
    }

    @Test
    void neverFailsForWhatCannotBeSent() throws Exception {
        Emitter emitter = emitter(options().withLookup((room, event) -> {
            throw new IllegalStateException("broken");
        }));
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        emitter.to("tenant:1").emit("bytes", Map.of("file", new byte[1]));
        emitter.to("tenant:1").emit("cycle", cycle);
        emitter.to("tenant:1").emit("nan", Double.NaN);
        emitter.to("tenant:1").emit("connect");
        emitter.to("user:7").emit("lost");
        emitter.to().emit("nowhere");

        assertThat(nextDrops(6))
                .containsExactly(
                        "bytes BINARY",
                        "cycle NOT_JSON",
                        "nan NOT_JSON",
                        "connect RESERVED_NAME",
                        "lost NO_TENANT",
                        "nowhere NO_TENANT");
    }

    @Test
    void boundsWhatWaits() throws Exception {
        server.answer(request -> 503);
        Emitter emitter = emitter(options().withLimits(3, 1_000_000, Duration.ofSeconds(1), DEADLINE));
        emitter.to("tenant:1").emit("a");
        assertThat(emitter.flush(Duration.ofMillis(200))).isFalse();
        emitter.to("tenant:1").volatileDelivery().emit("typing");
        assertThat(nextDrops(1)).containsExactly("typing VOLATILE");
        for (String event : List.of("b", "c", "d")) {
            emitter.to("tenant:1").emit(event);
        }

        assertThat(nextDrops(4)).containsExactly("b FULL", "a EXPIRED", "c EXPIRED", "d EXPIRED");
    }

    @Test
    void aProxysPageIsARejectionButNotASuccess() throws Exception {
        server.standBehindProxy();
        server.answer(request -> server.requests().size() == 1 ? 200 : 201);
        Emitter emitter = emitter(options());
        emitter.to("tenant:1").emit("first");
        assertThat(emitter.flush(DEADLINE)).isTrue();
        assertThat(server.requests()).hasSize(2);

        server.answer(request -> 503);
        emitter.to("tenant:1").emit("a");
        assertThat(emitter.flush(Duration.ofMillis(100))).isFalse();
        emitter.to("tenant:1").emit("b");
        emitter.to("tenant:1").emit("c");
        server.answer(request -> request.names().size() > 1 ? 413 : 201);
        assertThat(emitter.flush(DEADLINE)).isTrue();
        assertThat(server.accepted()).containsExactly("first", "a", "b", "c");

        server.answer(request -> 404);
        emitter.to("tenant:1").emit("unknown");
        assertThat(nextDrop()).isEqualTo(new Drop(Reason.REJECTED, "unknown", List.of("tenant:1"), "HTTP 404"));
    }

    @Test
    void anEventLargerThanTheLimitDropsItselfAlone() throws Exception {
        server.answer(request -> 503);
        Emitter emitter = emitter(options().withLimits(100, 2_000, DEADLINE, DEADLINE));
        emitter.to("tenant:1").emit("a");
        assertThat(emitter.flush(Duration.ofMillis(100))).isFalse();
        emitter.to("tenant:1").emit("b");
        emitter.to("tenant:1").emit("large", "x".repeat(2_000));
        assertThat(nextDrops(1)).containsExactly("large FULL");
        server.answer(request -> 201);
        assertThat(emitter.flush(DEADLINE)).isTrue();
        assertThat(server.accepted()).containsExactly("a", "b");
    }

    @Test
    void closeDropsWhatIsNotAcceptedInTime() throws Exception {
        server.answer(request -> 503);
        Emitter emitter = emitter(options());
        emitter.to("tenant:1").emit("a");
        emitter.close(Duration.ofMillis(50));
        emitter.to("tenant:1").emit("b");

        assertThat(nextDrops(2)).containsExactly("a CLOSED", "b CLOSED");
    }

    @Test
    void findsTheTenantInTheRoomsOfEachFamily() {
        assertThat(tenants(Family.DERM_APP, "tenant:t", "tenant:t:module:mail", "patient-flow:t", "room-board:t:l"))
                .containsOnly(Optional.of("t"));
        assertThat(tenants(Family.CLINIC, "tenant:t", "queue:t", "patients:t")).containsOnly(Optional.of("t"));
        assertThat(tenants(Family.KENEYAPP, "user:7", "chat:9")).containsOnly(Optional.empty());
    }

    private static List<Optional<String>> tenants(Family family, String... rooms) {
        return Arrays.stream(rooms).map(family::tenantIn).toList();
    }

    @Test
    void refusesInvalidOptions() {
        assertThatThrownBy(() -> TokenSource.signed("short", Clock.systemUTC()))
                .hasMessageStartingWith("secret: too short");
        assertThatThrownBy(() -> options().withLimits(0, 1, DEADLINE, DEADLINE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options().withLimits(1, 1, Duration.ZERO, DEADLINE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
