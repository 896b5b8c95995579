package dev.carewire.demo.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.demo.emit.Emitter.CallFailedException;
import dev.carewire.demo.emit.Emitter.CallFailedException.Cause;
import dev.carewire.demo.emit.Emitter.Disconnect;
import dev.carewire.demo.emit.Emitter.Drop;
import dev.carewire.demo.emit.Emitter.Drop.Reason;
import dev.carewire.demo.emit.Emitter.Family;
import dev.carewire.demo.emit.Emitter.Options;
import dev.carewire.demo.emit.Emitter.Replies;
import dev.carewire.demo.emit.Emitter.Socket;
import dev.carewire.demo.emit.Emitter.Sockets;
import dev.carewire.demo.emit.Emitter.Target;
import dev.carewire.demo.emit.Emitter.TokenSource;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

    private Options options() {
        return Options.of(server.url(), Family.DERM_APP, TOKENS).withOnDropped(drops::add);
    }

    private Emitter emitter(Options options) {
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
        Emitter emitter = emitter(Options.of(URI.create(server.url() + "/base/"), Family.DERM_APP, TOKENS));
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
        Emitter emitter = emitter(options().withLookup((room, event, args) -> Optional.of("1")));
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
    void repeatsABatchWhoseFirstRequestIsStillRunning() throws Exception {
        AtomicInteger count = new AtomicInteger();
        server.answer(request -> count.incrementAndGet() == 1 ? 409 : 201);
        Emitter emitter = emitter(options());
        emitter.to("tenant:1").emit("a");

        assertThat(emitter.flush(DEADLINE)).isTrue();
        assertThat(server.requests().get(1).body())
                .isEqualTo(server.requests().get(0).body());
        assertThat(server.accepted()).containsExactly("a");
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
        Emitter emitter = emitter(Options.of(server.url(), Family.CLINIC, tenant -> {
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
    void signsForAServerWithIssuerAndAudience() throws Exception {
        TokenSource source = TokenSource.signed(SECRET, Clock.systemUTC(), "importer", "clinic-idp", "carewire");
        Emitter emitter = emitter(Options.of(server.url(), Family.DERM_APP, source));
        emitter.to("tenant:1").emit("a");
        assertThat(emitter.flush(DEADLINE)).isTrue();
        JSONObject claims = server.requests().get(0).claims();
        assertThat(claims.getString("userId")).isEqualTo("importer");
        assertThat(claims.getString("iss")).isEqualTo("clinic-idp");
        assertThat(claims.getString("aud")).isEqualTo("carewire");

        Emitter without = emitter(Options.of(server.url(), Family.DERM_APP, TOKENS));
        without.to("tenant:1").emit("a");
        assertThat(without.flush(DEADLINE)).isTrue();
        claims = server.requests().get(1).claims();
        assertThat(claims.getString("userId")).isEqualTo("back-end");
        assertThat(claims.has("iss") || claims.has("aud")).isFalse();
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
        Emitter emitter = emitter(options().withLookup((room, event, args) -> {
            throw new IllegalStateException("broken");
        }));
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        emitter.to("tenant:1").emit("bytes", Map.of("file", new byte[1]));
        emitter.to("tenant:1").emit("cycle", cycle);
        emitter.to("tenant:1").emit("nan", Double.NaN);
        emitter.to("tenant:1").emit("unreadable", new AbstractList<Object>() {
            @Override
            public Object get(int index) {
                throw new IllegalStateException("broken");
            }

            @Override
            public int size() {
                return 1;
            }
        });
        emitter.to("tenant:1").emit("connect");
        emitter.to("user:7").emit("lost");
        emitter.to().emit("nowhere");

        assertThat(nextDrops(7))
                .containsExactly(
                        "bytes BINARY",
                        "cycle NOT_JSON",
                        "nan NOT_JSON",
                        "unreadable NOT_JSON",
                        "connect RESERVED_NAME",
                        "lost NO_TENANT",
                        "nowhere NO_TENANT");
    }

    @Test
    @SuppressWarnings("NullAway") // A back end may return null.
    void noFunctionOfTheBackEndEndsTheEmitter() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        TokenSource source = tenant -> switch (tokens.incrementAndGet()) {
            case 1 -> throw new InterruptedException("the back end's");
            case 2 -> throw new AssertionError("broken");
            case 3 -> null;
            default -> TOKENS.tokenFor(tenant);
        };
        Emitter emitter = emitter(Options.of(server.url(), Family.DERM_APP, source)
                .withLookup((room, event, args) -> switch (room) {
                    case "user:null" -> null;
                    case "user:interrupt" -> {
                        Thread.currentThread().interrupt();
                        yield Optional.of("1");
                    }
                    default -> throw new AssertionError("broken");
                })
                .withOnDropped(drop -> {
                    drops.add(drop);
                    throw new AssertionError("broken");
                }));
        emitter.to("user:null").emit("unknown");
        emitter.to("user:error").emit("lost");
        emitter.to("user:interrupt").emit("first");
        emitter.to("tenant:1").emit("connect");
        emitter.to("tenant:1").emit("kept");

        assertThat(emitter.flush(DEADLINE)).isTrue();
        assertThat(server.accepted()).containsExactly("first", "kept");
        assertThat(nextDrops(3))
                .containsExactlyInAnyOrder("unknown NO_TENANT", "lost NO_TENANT", "connect RESERVED_NAME");
        assertFails(Cause.NO_TENANT, () -> emitter.to("user:null").fetchSockets());
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
    void boundsWhatWaitsWhenAnEventGoesToManyTenants() throws Exception {
        List<String> tenants = IntStream.range(0, 200).mapToObj(String::valueOf).toList();
        server.answer(request -> 503);
        Options toAll = options().withTenants(tenants);
        // An event has 197 to 199 bytes: ten of them wait in both cases.
        for (Options limited : List.of(
                toAll.withLimits(10, 1_000_000, Duration.ofMinutes(1), DEADLINE),
                toAll.withLimits(1_000, 2_000, Duration.ofMinutes(1), DEADLINE))) {
            Emitter emitter = emitter(limited);
            emitter.to().emit("all", "x".repeat(100));
            assertThat(nextDrops(190)).containsOnly("all FULL");
            emitter.close(Duration.ZERO);
            assertThat(nextDrops(10)).containsOnly("all CLOSED");
            assertThat(drops).isEmpty();
        }
    }

    @Test
    void anEventLargerThanTheLimitWithItsRoomsDropsItselfAlone() throws Exception {
        server.answer(request -> 503);
        Emitter emitter = emitter(options().withLimits(100, 2_000, DEADLINE, DEADLINE));
        emitter.to("tenant:1").emit("a");
        assertThat(emitter.flush(Duration.ofMillis(100))).isFalse();
        emitter.to("tenant:1").emit("b");
        emitter.to("tenant:1:module:" + "m".repeat(600)).emit("large", "x".repeat(1_500));
        assertThat(nextDrops(1)).containsExactly("large FULL");
        server.answer(request -> 201);
        assertThat(emitter.flush(DEADLINE)).isTrue();
        assertThat(server.accepted()).containsExactly("a", "b");
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
    void asksAfterEarlierEventsAndReturnsTheReplies() throws Exception {
        server.answerCalls("{\"answers\":[{\"socketId\":\"s1\",\"args\":[\"yes\",2]}],\"missing\":1}");
        Emitter emitter = emitter(Options.of(URI.create(server.url() + "/base/"), Family.DERM_APP, TOKENS));
        List<String> names = IntStream.range(0, 150).mapToObj(i -> "event-" + i).toList();
        names.forEach(emitter.to("tenant:1")::emit);
        Replies replies = emitter.to("tenant:1")
                .except("user:7", "tenant:2")
                .ask(Duration.ofMillis(700), "ready?", Map.of("a", 1));

        assertThat(server.accepted()).isEqualTo(names);
        assertThat(replies.missing()).isEqualTo(1);
        assertThat(replies.answers()).singleElement().satisfies(reply -> {
            assertThat(reply.socketId()).isEqualTo("s1");
            assertThat(reply.args()).hasToString("[\"yes\",2]");
            assertThat(reply).hasToString("Reply[s1]");
        });
        StandIn.Request last = server.requests().get(server.requests().size() - 1);
        assertThat(last.path()).isEqualTo("/base/api/v1/sockets/ask");
        assertThat(last.body())
                .isEqualTo("{\"family\":\"derm-app\",\"to\":[\"tenant:1\"],\"except\":[\"user:7\"],"
                        + "\"event\":\"ready?\",\"timeoutMs\":700,\"args\":[{\"a\":1}]}");
    }

    @Test
    void clientsHaveBetween100MillisecondsAnd30Seconds() throws Exception {
        server.answerCalls("{\"answers\":[],\"missing\":0}");
        Emitter emitter = emitter(options());
        emitter.to("tenant:1").ask(Duration.ZERO, "now?");
        emitter.to("tenant:1").ask(Duration.ofDays(1), "later?");

        assertThat(server.requests())
                .extracting(StandIn.Request::body)
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"timeoutMs\":100,"),
                        second -> assertThat(second).contains("\"timeoutMs\":30000,"));
    }

    @Test
    void listsMovesAndDisconnectsSocketsOfAllTenants() throws Exception {
        Emitter emitter = emitter(options().withTenants(List.of("1", "2")));
        server.answerCalls("{\"sockets\":[{\"id\":\"s1\",\"userId\":\"7\",\"tenantId\":\"1\",\"roles\":[\"nurse\"],"
                + "\"rooms\":[\"s1\"],\"connectedAt\":\"2026-11-30T08:00:00Z\"}],\"truncated\":true}");
        Socket socket =
                new Socket("s1", "7", "1", "", List.of("nurse"), List.of("s1"), Instant.parse("2026-11-30T08:00:00Z"));
        assertThat(emitter.to().fetchSockets()).isEqualTo(new Sockets(List.of(socket, socket), true));

        server.answerCalls("{\"sockets\":3}");
        assertThat(emitter.to("tenant:1").socketsJoin("ward:1")).isEqualTo(3);
        assertThat(emitter.to("tenant:1").except("user:7").socketsLeave("ward:1", "ward:2"))
                .isEqualTo(3);
        assertThat(emitter.to("tenant:1", "tenant:2").disconnectSockets(Disconnect.TRANSPORT))
                .isEqualTo(6);
        assertThat(emitter.to("tenant:1").disconnectSockets(Disconnect.SESSION)).isEqualTo(3);
        assertThat(server.requests())
                .extracting(StandIn.Request::call)
                .containsExactly(
                        "fetch {\"family\":\"derm-app\",\"in\":[],\"except\":[]}",
                        "fetch {\"family\":\"derm-app\",\"in\":[],\"except\":[]}",
                        "join {\"family\":\"derm-app\",\"in\":[\"tenant:1\"],\"except\":[],\"rooms\":[\"ward:1\"]}",
                        "leave {\"family\":\"derm-app\",\"in\":[\"tenant:1\"],\"except\":[\"user:7\"],"
                                + "\"rooms\":[\"ward:1\",\"ward:2\"]}",
                        "disconnect {\"family\":\"derm-app\",\"in\":[\"tenant:1\"],\"except\":[],\"close\":true}",
                        "disconnect {\"family\":\"derm-app\",\"in\":[\"tenant:2\"],\"except\":[],\"close\":true}",
                        "disconnect {\"family\":\"derm-app\",\"in\":[\"tenant:1\"],\"except\":[],\"close\":false}");
        assertThat(server.requests().get(1).claims().getString("tenantId")).isEqualTo("2");
    }

    @Test
    @SuppressWarnings("NullAway") // Java passes a single null in place of the array of arguments.
    void aSingleNullIsAnArgument() throws Exception {
        server.answerCalls("{\"answers\":[],\"missing\":0}");
        Emitter emitter = emitter(options());
        emitter.to("tenant:1").emit("a", (Object[]) null);
        emitter.to("tenant:1").ask(DEADLINE, "ready?", (Object[]) null);

        assertThat(server.requests())
                .extracting(StandIn.Request::body)
                .satisfiesExactly(
                        emitted -> assertThat(emitted).endsWith("\"args\":[null]}]}"),
                        asked -> assertThat(asked).endsWith("\"args\":[null]}"));
    }

    @Test
    void aLookupOfTenantsReceivesTheQuestion() throws Exception {
        server.answerCalls("{\"answers\":[],\"missing\":0}");
        Emitter emitter = emitter(options()
                .withLookup((room, event, args) -> Optional.of(room + "|" + event + "|" + args)
                        .filter("user:7|ready?|[3]"::equals)
                        .map(known -> "1")));
        assertThat(emitter.to("user:7").ask(DEADLINE, "ready?", 3).missing()).isZero();
        assertThat(server.requests().get(0).claims().getString("tenantId")).isEqualTo("1");
    }

    @Test
    void repeatsACallOnceWhenCareWireIsBusy() throws Exception {
        server.answerCalls("{\"sockets\":1}");
        server.answer(request -> server.requests().size() == 1 ? 503 : 200);
        Emitter emitter = emitter(options());
        assertThat(emitter.to("tenant:1").socketsJoin("ward:1")).isEqualTo(1);
        assertThat(server.requests().get(1).at() - server.requests().get(0).at())
                .isGreaterThan(Duration.ofMillis(990).toNanos());

        server.answer(request -> 503);
        assertThatThrownBy(() -> emitter.to("tenant:1").socketsJoin("ward:1"))
                .hasMessage("REJECTED: HTTP 503 CODE: text")
                .isInstanceOfSatisfying(CallFailedException.class, failed -> {
                    assertThat(failed.status()).hasValue(503);
                    assertThat(failed.code()).isEqualTo("CODE");
                });
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void aCallAsksForAnotherTokenOnce() throws Exception {
        server.answerCalls("{\"sockets\":1}");
        server.answer(request -> server.requests().size() == 1 ? 401 : 200);
        Emitter emitter = emitter(options());
        assertThat(emitter.to("tenant:1").socketsJoin("ward:1")).isEqualTo(1);

        server.answer(request -> 401);
        assertFails(Cause.REJECTED, () -> emitter.to("tenant:1").socketsJoin("ward:1"));
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void aCallWithoutAResultFails() throws Exception {
        Emitter emitter = emitter(options().withLimits(100, 10_000, DEADLINE, Duration.ofMillis(200)));
        Target tenant = emitter.to("tenant:1");
        assertFails(Cause.RESERVED_NAME, () -> tenant.ask(DEADLINE, "connect"));
        assertFails(Cause.BINARY, () -> tenant.ask(DEADLINE, "bytes", new byte[1]));
        assertFails(Cause.NOT_JSON, () -> tenant.ask(DEADLINE, "thread", Thread.currentThread()));
        assertFails(Cause.NO_TENANT, () -> emitter.to("user:7").fetchSockets());
        assertFails(Cause.NO_TENANT, () -> emitter.to().fetchSockets());
        server.answerCalls("{\"page\":1}");
        assertFails(Cause.UNREACHABLE, tenant::fetchSockets);
        server.answer(request -> 400);
        assertFails(Cause.REJECTED, () -> tenant.ask(DEADLINE, "auth:x"));
        server.answer(request -> 503);
        tenant.emit("first");
        assertFails(Cause.BEHIND, tenant::fetchSockets);
        emitter.close(Duration.ZERO);
        assertFails(Cause.CLOSED, tenant::fetchSockets);
        Emitter away = emitter(Options.of(URI.create("http://127.0.0.1:1"), Family.DERM_APP, TOKENS));
        assertFails(Cause.UNREACHABLE, () -> away.to("tenant:1").fetchSockets());
    }

    private static void assertFails(Cause cause, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        failed -> assertThat(failed.reason()).isEqualTo(cause));
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
