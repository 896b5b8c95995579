package dev.carewire.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.jdbi.DatabaseTest;
import dev.carewire.adapter.jdbi.JdbiRooms;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.http.BodyReceiver;
import dev.carewire.http.Endpoint;
import dev.carewire.http.HttpErrors;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.identity.Role;
import dev.carewire.json.JsonObject;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.record.KeptRecords;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Requests with idempotency keys whose routes fail, answer later or receive their bodies in pieces. */
class IdempotentRequestsTest extends DatabaseTest {

    /** Longest upload of the tests' route, in bytes. */
    private static final int MAX_UPLOAD = 1_000;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC);
    private final IdempotentRequests requests = TestRequests.over(database(), clock);
    private final Deque<Runnable> queued = new ArrayDeque<>();
    private final Caller caller = new Caller(
            new PrincipalBuilder("u-1", "Dana", Set.of(Role.DOCTOR))
                    .tenant(tenant)
                    .build(),
            tenant);
    private final AtomicInteger runs = new AtomicInteger();

    IdempotentRequestsTest(TestDatabases which) {
        super(which);
    }

    private static Request request(String body) {
        HttpHeaders headers = new DefaultHttpHeaders().set(KeyHeader.NAME, "k");
        return new Request(
                "r-1",
                InetSocketAddress.createUnresolved("client", 1),
                HttpMethod.POST,
                "/api/rooms",
                headers,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyedRequest keyed(Caller caller) {
        return KeyedRequest.of(caller, "k", HttpErrors.FORMAT);
    }

    private Response answer(IdempotentRequests.Work work) {
        return requests.answer(keyed(caller), RequestFingerprint.of(request("{}")), work);
    }

    private Response run(String body) {
        runs.incrementAndGet();
        return Response.created(new JsonObject().put("body", body));
    }

    private static void assertReplayed(Response second, Response first) {
        assertThat(second).isEqualTo(first.withHeader(Response.IDEMPOTENT_REPLAYED, "true"));
    }

    private static void assertStillRunning(Response response) {
        assertThat(response.status()).isEqualTo(HttpResponseStatus.CONFLICT);
        assertThat(response.headers()).containsEntry("retry-after", "1");
    }

    @Test
    void keepsTheHeadersOfAnAnswer() {
        Response first = answer(() -> run("one").withHeader("ETag", "\"7\""));

        assertReplayed(answer(() -> run("two")), first);
    }

    @Test
    void leavesNeitherEffectNorKeyOfARequestThatFailed() {
        JdbiRooms rooms = new JdbiRooms(database(), KeptRecords.ALL);

        assertThatThrownBy(() -> answer(() -> {
                    rooms.put(tenant, new RoomSnapshot("r-1", "Room one", "1"));
                    throw new IllegalStateException("crashed");
                }))
                .hasMessage("crashed");

        assertThat(rooms.list(tenant)).isEmpty();
        assertThat(answer(() -> run("one")).status()).isEqualTo(HttpResponseStatus.CREATED);
        assertThat(runs).hasValue(1);
    }

    @Test
    void leavesNoEffectOfARefusalThatItKeeps() {
        JdbiRooms rooms = new JdbiRooms(database(), KeptRecords.ALL);

        Response refused = answer(() -> {
            rooms.put(tenant, new RoomSnapshot("r-1", "Room one", "1"));
            throw RejectedException.conflict("room: taken");
        });

        assertThat(rooms.list(tenant)).isEmpty();
        assertReplayed(answer(() -> run("one")), refused);
        assertThat(runs).hasValue(0);
    }

    /** Regression: the assistant's "answering already" was repeated for a day. */
    @Test
    void runsARequestAgainWhoseConflictPasses() {
        KeyedRequest keyed = keyed(caller);
        RequestFingerprint fingerprint = RequestFingerprint.of(request("{}"));
        Response first = requests.answer(keyed, fingerprint, () -> {
            throw RejectedException.passingConflict("assistant: answering already");
        });

        assertThat(first.status()).isEqualTo(HttpResponseStatus.CONFLICT);
        assertThat(requests.answer(keyed, fingerprint, () -> run("asked")).status())
                .isEqualTo(HttpResponseStatus.CREATED);
    }

    @Test
    void refusesARepetitionWhileTheFirstRequestRuns() {
        Response first = answer(() -> {
            assertStillRunning(answer(() -> run("two")));
            return run("one");
        });

        assertThat(first.status()).isEqualTo(HttpResponseStatus.CREATED);
        assertThat(runs).hasValue(1);
    }

    /** On H2, too: two nodes of a test share its database, though a deployment with H2 has one node. */
    @Test
    void refusesARepetitionAtAnotherNodeWhoseWaitTakesTooLong() {
        IdempotentRequests otherNode = TestRequests.over(database(), clock);

        Response first = answer(() -> {
            assertStillRunning(CompletableFuture.supplyAsync(() ->
                            otherNode.answer(keyed(caller), RequestFingerprint.of(request("{}")), () -> run("two")))
                    .join());
            return run("one");
        });

        assertReplayed(otherNode.answer(keyed(caller), RequestFingerprint.of(request("{}")), () -> run("two")), first);
        assertThat(runs).hasValue(1);
    }

    @Test
    void doesNotRunARequestAgainWhoseAnswerIsTooLargeToKeep() {
        Response first = answer(() -> run("x".repeat(Answers.MAX_BODY)));
        Response second = answer(() -> run("two"));

        assertThat(first.status()).isEqualTo(HttpResponseStatus.CREATED);
        assertThat(second.status()).isEqualTo(HttpResponseStatus.CONFLICT);
        assertThat(second.body())
                .contains("Idempotency-Key: the request was carried out, but its answer was too large to keep");
        assertThat(runs).hasValue(1);
    }

    private Endpoint endpoint(Route route, Executor workers) {
        return new IdempotentRoutes(requests, workers, tenant).of(route).endpoint();
    }

    private CompletableFuture<Response> ask(Executor workers, CompletableFuture<Response> answer)
            throws MalformedJsonException {
        Route route = Route.postDeferred("/api/rooms", (user, request) -> {
            runs.incrementAndGet();
            return answer;
        });
        return ((Endpoint.Deferred) endpoint(route, workers))
                .answer(caller, request("{}"))
                .toCompletableFuture();
    }

    @Test
    void repeatsAnAnswerThatFollowedLater() throws MalformedJsonException {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        CompletableFuture<Response> first = ask(queued::add, answer);
        assertStillRunning(ask(queued::add, answer).join());

        answer.complete(Response.okWithoutData());
        assertThat(first).isNotDone();
        queued.remove().run();

        assertThat(first.join()).isEqualTo(Response.okWithoutData());
        assertReplayed(ask(queued::add, answer).join(), Response.okWithoutData());
        assertThat(runs).hasValue(1);
    }

    @Test
    void runsALaterRequestAgainOnceItsNodeHasBeenDeadForTheLease() throws MalformedJsonException {
        ask(queued::add, new CompletableFuture<>());
        IdempotentRoutes otherNode = new IdempotentRoutes(TestRequests.over(database(), clock), Runnable::run, tenant);
        Endpoint.Deferred there = (Endpoint.Deferred) otherNode
                .of(Route.postDeferred("/api/rooms", (user, request) -> CompletableFuture.completedStage(run("there"))))
                .endpoint();

        assertStillRunning(
                there.answer(caller, request("{}")).toCompletableFuture().join());
        clock.advance(IdempotentRequests.LEASE.plusMillis(1));

        assertThat(there.answer(caller, request("{}"))
                        .toCompletableFuture()
                        .join()
                        .status())
                .isEqualTo(HttpResponseStatus.CREATED);
    }

    @Test
    void answersALaterRequestThoughNoWorkerIsFreeToKeepTheAnswer() throws MalformedJsonException {
        Executor saturated = task -> {
            throw new RejectedExecutionException();
        };

        assertThat(ask(saturated, CompletableFuture.completedFuture(Response.okWithoutData()))
                        .join())
                .isEqualTo(Response.okWithoutData());
        assertStillRunning(ask(saturated, new CompletableFuture<>()).join());
    }

    @Test
    void freesTheKeyOfALaterRequestThatIsRefused() throws MalformedJsonException {
        Route route = Route.postDeferred("/api/rooms", (user, request) -> {
            throw RejectedException.invalid("room: missing");
        });
        Endpoint.Deferred refused = (Endpoint.Deferred) endpoint(route, Runnable::run);

        assertThat(refused.answer(caller, request("{}"))
                        .toCompletableFuture()
                        .join()
                        .status())
                .isEqualTo(HttpResponseStatus.BAD_REQUEST);
        CompletableFuture<Response> answer = CompletableFuture.completedFuture(Response.okWithoutData());
        assertThat(ask(Runnable::run, answer).join()).isEqualTo(Response.okWithoutData());
    }

    private final class Upload implements BodyReceiver {
        private final List<String> closed;

        private Upload(List<String> closed) {
            this.closed = closed;
        }

        @Override
        public void write(ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public Response finish() {
            return run("stored");
        }

        @Override
        public void close() {
            closed.add("closed");
        }
    }

    private BodyReceiver upload(List<String> closed) {
        Route route = Route.postStreaming("/api/rooms", MAX_UPLOAD, (user, head) -> new Upload(closed));
        return begin(route);
    }

    private BodyReceiver begin(Route route) {
        return ((Endpoint.Streaming) endpoint(route, Runnable::run)).beginning().begin(caller, request(""));
    }

    private static Response receive(BodyReceiver receiver, String... pieces) {
        try (receiver) {
            Optional<Response> early = receiver.earlyAnswer();
            if (early.isPresent()) {
                return early.get();
            }
            for (String piece : pieces) {
                receiver.write(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)));
            }
            return receiver.finish();
        }
    }

    @Test
    void storesARepeatedUploadOnce() {
        List<String> closed = new ArrayList<>();
        Response first = receive(upload(closed), "fi", "le");

        assertReplayed(receive(upload(closed), "f", "ile"), first);
        assertThat(receive(upload(closed), "other").status()).isEqualTo(HttpResponseStatus.CONFLICT);
        assertThat(runs).hasValue(1);
        assertThat(closed).hasSize(1);
    }

    /** Regression: the server read and hashed a repeated body of any length. */
    @Test
    void rejectsARepeatedUploadBeyondTheLimitOfItsRoute() {
        Response first = receive(upload(new ArrayList<>()), "file");

        try (BodyReceiver repeated = upload(new ArrayList<>())) {
            repeated.write(ByteBuffer.allocate(MAX_UPLOAD));
            assertThatThrownBy(() -> repeated.write(ByteBuffer.allocate(1)))
                    .hasMessage("body: too large (expected: at most " + MAX_UPLOAD + " bytes)");
        }

        assertReplayed(receive(upload(new ArrayList<>()), "file"), first);
    }

    /** Regression: the server read the whole body of such a repetition before its answer. */
    @Test
    void answersARepeatedUploadBeforeItsBodyWhileTheFirstOneArrives() {
        try (BodyReceiver first = upload(new ArrayList<>());
                BodyReceiver repeated = upload(new ArrayList<>())) {
            assertThat(first.earlyAnswer()).isEmpty();
            assertStillRunning(repeated.earlyAnswer().orElseThrow());
        }
    }

    @Test
    void refusesARepeatedUploadWhileTheFirstOneArrives() {
        List<String> closed = new ArrayList<>();
        try (BodyReceiver first = upload(closed)) {
            assertStillRunning(receive(upload(closed), "file"));
            first.write(ByteBuffer.wrap(new byte[] {1}));
        }

        assertThat(receive(upload(closed), "file").status()).isEqualTo(HttpResponseStatus.CREATED);
        assertThat(closed).hasSize(2);
    }

    @Test
    void receivesAnUploadAgainThatBeganToBeRefused() {
        Route refusing = Route.postStreaming("/api/rooms", MAX_UPLOAD, (user, head) -> {
            throw RejectedException.notFound("thread");
        });
        assertThatThrownBy(() -> begin(refusing)).isInstanceOf(RejectedException.class);

        assertThat(receive(upload(new ArrayList<>()), "file").status()).isEqualTo(HttpResponseStatus.CREATED);
    }

    @Test
    void rejectsAPostWithoutAuthentication() {
        Route open = new Route(HttpMethod.POST, "/open", (Endpoint.Open) request -> Response.okWithoutData());

        assertThatThrownBy(() -> endpoint(open, Runnable::run))
                .hasMessage("route: POST /open (expected: one that authenticates)");
    }
}
