package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.Parallel;
import dev.carewire.adapter.jdbi.DatabaseTest;
import dev.carewire.adapter.jdbi.JdbiRooms;
import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.event.Event;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.http.Router;
import dev.carewire.idempotency.IdempotentRequests;
import dev.carewire.identity.Role;
import dev.carewire.rate.RequestLimits;
import dev.carewire.record.KeptRecords;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpTestClient;
import dev.carewire.transport.http.HttpTestClient.Answer;
import dev.carewire.transport.http.RequestRates;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserDirectory;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A repeated {@code POST} with an idempotency key has one effect and one answer. */
class IdempotencyKeyTest extends DatabaseTest {

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final String PAYMENT = "{\"amount\":20.00}";
    private static final String PATIENT = "{\"firstName\":\"Ada\",\"lastName\":\"Brandt\"}";
    private static final int ROUNDS = 1_000;

    /** An invoice has at most 200 payments. */
    private static final int ROUNDS_PER_INVOICE = 200;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T15:00:00Z"), ZONE);
    private final ConcurrentLinkedQueue<Event<?>> events = new ConcurrentLinkedQueue<>();
    private final Map<String, String> settings = Map.of("CAREWIRE_LIMITS_IDEMPOTENCY_KEYS_PER_USER", "5000");
    private final WiredFeatures features = features(settings);
    private final HttpApi api = api(features);
    private final HttpTestClient connection = new HttpTestClient(api);

    IdempotencyKeyTest(TestDatabases which) {
        super(which);
    }

    private WiredFeatures features(Map<String, String> environment) {
        return WiredFeatures.over(database(), TestPublishers.over(database(), events::add), clock, environment);
    }

    private HttpApi api(WiredFeatures node) {
        OriginPolicy origins = new OriginPolicy(Set.of());
        return new HttpApi(
                new Router(node.routes().map(node.idempotent()::of).toList()),
                new BearerAuthentication(new StubTokenVerifier(tenant, otherTenant), origins),
                origins,
                node.client().clinics(),
                new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
                Runnable::run);
    }

    @BeforeEach
    void staff() {
        JdbiUsers users = new JdbiUsers(database(), UserDirectory.OPEN);
        users.put(tenant, List.of(member("u-doctor", Role.DOCTOR), member("u-nurse", Role.NURSE)));
        users.put(otherTenant, List.of(member("u-stranger", Role.DOCTOR)));
        new JdbiRooms(database(), KeptRecords.ALL).put(tenant, new RoomSnapshot("r-2", "Room two", "2"));
    }

    private static StaffMember member(String id, Role role) {
        return new StaffMember(
                new StaffSnapshot(id, "Dana", "North", Optional.of(id + "@clinic.example"), Optional.empty()), role);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    private static FullHttpRequest request(
            HttpTestClient client, String token, String key, String target, String body) {
        FullHttpRequest request = client.request(HttpMethod.POST, target, body);
        request.headers().set("Authorization", "Bearer " + token).set("Idempotency-Key", key);
        return request;
    }

    private Answer post(String token, String key, String target, String body) {
        return connection.exchange(request(connection, token, key, target, body));
    }

    private Answer post(String key, String target, String body) {
        return post(StubTokenVerifier.DOCTOR, key, target, body);
    }

    private Answer admin(String key, String target, String body) {
        return post(StubTokenVerifier.ADMIN, key, target, body);
    }

    private Answer get(String target) {
        return connection.get(StubTokenVerifier.ADMIN, target);
    }

    private String created(String target, String body) {
        Answer answer = connection.post(StubTokenVerifier.ADMIN, target, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.id();
    }

    private String patient() {
        return created("/api/patients", PATIENT);
    }

    /** The address of the payments of an unpaid invoice. */
    private String payments() {
        return payments("1000000");
    }

    private String payments(String total) {
        String id = created("/api/invoices", "{\"patientId\":\"%s\",\"total\":%s}".formatted(patient(), total));
        return "/api/invoices/" + id + "/payments";
    }

    private int count(String list) {
        return count(StubTokenVerifier.ADMIN, list);
    }

    private int count(String token, String list) {
        Answer answer = connection.get(token, list);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return (answer.json().has("items") ? answer.json().path("items") : answer.json()).size();
    }

    private static void assertReplayed(Answer second, Answer first) {
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(first.headers().get("Idempotent-Replayed")).isNull();
        assertThat(second.headers().get("Idempotent-Replayed")).isEqualTo("true");
    }

    private static void assertConflict(Answer answer) {
        answer.isRefused(409, "CONFLICT", "Idempotency-Key: used for another request (expected: a new key)");
        assertThat(answer.headers().get("Retry-After")).isNull();
    }

    private static void assertStillRunning(Answer answer) {
        answer.isRefused(409, "CONFLICT", "Idempotency-Key: its first request is still running");
        assertThat(answer.headers().get("Retry-After")).isEqualTo("1");
    }

    @Test
    void booksARepeatedPaymentOnce() {
        String payments = payments();

        Answer first = admin("pay-1", payments, PAYMENT);
        events.clear();
        clock.advance(Duration.ofMinutes(1));
        Answer second = admin("pay-1", payments, PAYMENT.replace(":", " : "));

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertReplayed(second, first);
        assertThat(count(payments)).isOne();
        assertThat(events).isEmpty();
        assertThat(admin("pay-2", payments, PAYMENT).headers().get("Idempotent-Replayed"))
                .isNull();
        assertThat(count(payments)).isEqualTo(2);
    }

    @Test
    void booksPaymentsWithoutAKeyAsBefore() {
        String payments = payments();

        connection.post(StubTokenVerifier.ADMIN, payments, PAYMENT);
        connection.post(StubTokenVerifier.ADMIN, payments, PAYMENT);

        assertThat(count(payments)).isEqualTo(2);
    }

    /** Two connections of one user send the same payment at the same moment: to one node, and to two nodes. */
    @Test
    void booksOneOfTwoPaymentsAtTheSameMoment() throws Exception {
        List<String> payments = Stream.generate(this::payments)
                .limit(ROUNDS / ROUNDS_PER_INVOICE)
                .toList();
        List<HttpApi> nodes = List.of(api, api(features(settings)));
        AtomicReferenceArray<Answer> answers = new AtomicReferenceArray<>(2 * ROUNDS);
        CyclicBarrier start = new CyclicBarrier(2);

        Parallel.run(2, thread -> {
            try (HttpTestClient here = new HttpTestClient(api);
                    HttpTestClient there = new HttpTestClient(nodes.get(thread))) {
                for (int round = 0; round < ROUNDS; round++) {
                    HttpTestClient client = round % 2 == 0 ? here : there;
                    start.await();
                    answers.set(
                            2 * round + thread,
                            client.exchange(request(
                                    client,
                                    StubTokenVerifier.ADMIN,
                                    "pay-" + round,
                                    payments.get(round / ROUNDS_PER_INVOICE),
                                    PAYMENT)));
                }
            }
        });

        assertThat(payments).allSatisfy(path -> assertThat(count(path)).isEqualTo(ROUNDS_PER_INVOICE));
        for (int round = 0; round < ROUNDS; round++) {
            assertOneEffect(answers.get(2 * round), answers.get(2 * round + 1));
        }
    }

    private static void assertOneEffect(Answer one, Answer other) {
        if (one.status() == 409) {
            assertStillRunning(one);
            assertThat(other.status()).isEqualTo(201);
        } else if (other.status() == 409) {
            assertStillRunning(other);
            assertThat(one.status()).isEqualTo(201);
        } else {
            assertThat(one.status()).isEqualTo(201);
            assertThat(other.body()).isEqualTo(one.body());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/patients | {\"firstName\":\"Ada\",\"lastName\":\"Brandt\"} | /api/patients",
                "/api/threads | {\"memberIds\":[\"u-nurse\"]} | /api/threads",
                "/api/reminders/medication | {\"medication\":\"Amoxicillin\",\"times\":[\"08:00\"],\"timeZone\":\"Europe/Berlin\"} | /api/reminders/medication",
                "/api/vitals | {\"patientId\":\"$patient\",\"dataType\":\"heart_rate\",\"value\":72,\"unit\":\"bpm\"} | /api/vitals?patientId=$patient",
                "/api/prescriptions | {\"patientId\":\"$patient\",\"medication\":\"Amoxicillin\",\"instructions\":\"Daily\",\"doctorId\":\"u-doctor\"} | /api/prescriptions",
                "/api/tasks | {\"title\":\"Call the pharmacy\"} | /api/tasks",
                "/api/queue | {\"patientId\":\"$patient\",\"queueType\":\"walk-in\"} | /api/queue",
                "/api/appointments | {\"patientId\":\"$patient\",\"doctorId\":\"u-doctor\",\"appointmentDate\":\"2026-11-20\",\"appointmentTime\":\"14:30\"} | /api/appointments",
            })
    void createsOneOfEachKind(String target, String body, String list) {
        String patient = patient();
        String text = body.replace("$patient", patient);
        String all = list.replace("$patient", patient);
        int before = count(StubTokenVerifier.DOCTOR, all);

        Answer first = post("k", target, text);
        events.clear();
        clock.advance(Duration.ofMinutes(1));
        Answer second = post("k", target, text);

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertReplayed(second, first);
        assertThat(events).isEmpty();
        assertThat(count(StubTokenVerifier.DOCTOR, all)).isEqualTo(before + 1);
    }

    @Test
    void startsARepeatedRecordingOnce() {
        String body = "{\"patientId\":\"" + patient() + "\"}";

        Answer first = post("k", "/api/ambient/recordings", body);

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertReplayed(post("k", "/api/ambient/recordings", body), first);
    }

    @Test
    void answersARepeatedCommandAsAtFirst() {
        String appointment = created("/api/appointments", """
                {"patientId":"%s","doctorId":"u-doctor","appointmentDate":"2026-11-20","appointmentTime":"14:30"}
                """.formatted(patient()));
        String target = "/api/appointments/" + appointment;

        Answer arrival = post("in", target + "/checkin", "");
        assertThat(arrival.status()).as(arrival.body()).isEqualTo(200);
        assertReplayed(post("in", target + "/checkin", ""), arrival);
        String entry = get("/api/queue").json().get(0).path("_id").textValue();
        Answer call = post("call", "/api/queue/" + entry + "/call", "{\"roomId\":\"r-2\"}");
        assertThat(call.status()).as(call.body()).isEqualTo(200);
        assertReplayed(post("call", "/api/queue/" + entry + "/call", "{\"roomId\":\"r-2\"}"), call);
        Answer cancellation = post("off", target + "/cancel", "{\"reason\":\"called\"}");
        assertReplayed(post("off", target + "/cancel", "{\"reason\":\"called\"}"), cancellation);
    }

    @Test
    void alertsEachColleagueOnce() {
        String alert = "{\"title\":\"Code blue\",\"message\":\"Room two\"}";

        Answer first = post("k", "/api/notifications/urgent-alert", alert);
        Answer second = post("k", "/api/notifications/urgent-alert", alert);

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertReplayed(second, first);
        assertThat(events).hasSize(2);
    }

    @Test
    void publishesARepeatedEmissionOnceWithTheKeyInHeaderOrBody() {
        String event = "{\"event\":\"patient.deleted\",\"data\":{\"patientId\":\"p-7\"}%s}";
        String bare = event.formatted("");
        String keyed = event.formatted(",\"idempotencyKey\":\"k\"");

        Answer first = post(StubTokenVerifier.SERVICE, "k", "/api/v1/emit", bare);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertReplayed(post(StubTokenVerifier.SERVICE, "k", "/api/v1/emit", bare), first);
        assertReplayed(post(StubTokenVerifier.SERVICE, "\"k\"", "/api/v1/emit", bare), first);
        assertConflict(post(StubTokenVerifier.SERVICE, "k", "/api/v1/emit", keyed));
        post(StubTokenVerifier.SERVICE, "other", "/api/v1/emit", keyed)
                .isRefused(
                        400, "INVALID", "idempotencyKey: not that of the header Idempotency-Key (expected: one key)");
        assertThat(events).hasSize(1);
    }

    @Test
    void sendsAcknowledgedNotificationsOfARepeatedEmissionOnce() {
        String body = "{\"event\":\"notification.created\",\"delivery\":\"acknowledged\",\"users\":[\"u-nurse\"],"
                + "\"idempotencyKey\":\"k\",\"data\":{\"notification\":{\"kind\":\"general\",\"title\":\"T\","
                + "\"message\":\"M\",\"priority\":\"normal\"}}}";

        Answer first = connection.post(StubTokenVerifier.SERVICE, "/api/v1/emit", body);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertReplayed(connection.post(StubTokenVerifier.SERVICE, "/api/v1/emit", body), first);

        Answer list = connection.get(StubTokenVerifier.NURSE, "/api/notifications");
        assertThat(list.json().path("items").size()).as(list.body()).isOne();
    }

    @Test
    void separatesUsersAndTenants() {
        Answer doctor = post("k", "/api/patients", PATIENT);
        Answer nurse = post(StubTokenVerifier.NURSE, "k", "/api/patients", PATIENT);
        Answer stranger = post(StubTokenVerifier.STRANGER, "k", "/api/patients", PATIENT);

        assertThat(Set.of(doctor.id(), nurse.id(), stranger.id())).hasSize(3);
        assertThat(post("k", "/api/patients", PATIENT).id()).isEqualTo(doctor.id());
        assertThat(post(StubTokenVerifier.STRANGER, "k", "/api/patients", PATIENT)
                        .id())
                .isEqualTo(stranger.id());
    }

    @Test
    void refusesTheKeyOfAnotherRequest() {
        String payments = payments();
        admin("k", payments, PAYMENT);

        assertConflict(admin("k", payments, "{\"amount\":21.00}"));
        assertConflict(admin("k", payments, ""));
        assertConflict(admin("k", payments + "?again=1", PAYMENT));
        assertConflict(admin("k", payments(), PAYMENT));
        assertThat(count(payments)).isOne();
    }

    @Test
    void runsARequestAnewAfterADay() {
        String payments = payments();
        admin("k", payments, PAYMENT);
        clock.advance(IdempotentRequests.LIFETIME);
        assertConflict(admin("k", payments, "{\"amount\":21.00}"));

        clock.advance(Duration.ofMillis(1));

        assertThat(admin("k", payments, "{\"amount\":21.00}").status()).isEqualTo(201);
        assertThat(count(payments)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "é", "tab\tin", "long"})
    void refusesAnInvalidKey(String key) {
        String sent = key.equals("long") ? "k".repeat(256) : key;

        post(sent, "/api/patients", PATIENT)
                .isRefused(400, "INVALID", "Idempotency-Key: invalid (expected: 1 to 255 printable ASCII characters)");
        assertThat(count("/api/patients")).isZero();
    }

    @Test
    void acceptsTheLongestKeyAndEveryCharacter() {
        String key = " !\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`{|}~".strip() + "k".repeat(212);

        Answer first = post(key, "/api/patients", PATIENT);
        assertReplayed(post(key, "/api/patients", PATIENT), first);
    }

    @Test
    void refusesTwoKeys() {
        FullHttpRequest request = request(connection, StubTokenVerifier.DOCTOR, "k", "/api/patients", PATIENT);
        request.headers().add("Idempotency-Key", "l");

        connection.exchange(request).isRefused(400, "INVALID", "Idempotency-Key: given twice (expected: one key)");
    }

    @Test
    void runsARequestAnewAfterARefusalThatChangedNothing() {
        String payments = payments();

        assertThat(admin("k", payments, "{\"amount\":\"much\"}").status()).isEqualTo(400);
        assertThat(admin("k", payments, "{").status()).isEqualTo(400);
        assertThat(post(StubTokenVerifier.NURSE, "k", payments, PAYMENT).status())
                .isEqualTo(403);

        assertThat(admin("k", payments, PAYMENT).status()).isEqualTo(201);
    }

    @Test
    void repeatsARefusalThatTheCommandDecided() {
        String payments = payments("10");

        Answer missing = admin("missing", "/api/invoices/none/payments", PAYMENT);
        assertThat(missing.status()).isEqualTo(404);
        assertReplayed(admin("missing", "/api/invoices/none/payments", PAYMENT), missing);
        connection.post(StubTokenVerifier.ADMIN, payments.replace("/payments", "/cancel"), "");
        Answer cancelled = admin("k", payments, "{\"amount\":10}");
        assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(409);
        assertReplayed(admin("k", payments, "{\"amount\":10}"), cancelled);
        assertConflict(admin("k", payments, "{\"amount\":9}"));
    }

    /** The client lost the answer with its node, and repeats the request at another one. */
    @Test
    void repeatsTheAnswerOfANodeThatDied() {
        Answer lost = post("k", "/api/patients", PATIENT);

        try (HttpTestClient other = new HttpTestClient(api(features(settings)))) {
            assertReplayed(
                    other.exchange(request(other, StubTokenVerifier.DOCTOR, "k", "/api/patients", PATIENT)), lost);
        }
        assertThat(count("/api/patients")).isOne();
    }

    @Test
    void limitsTheNewKeysOfAUser() {
        WiredFeatures limited = features(Map.of("CAREWIRE_LIMITS_IDEMPOTENCY_KEYS_PER_USER", "2"));
        try (HttpTestClient client = new HttpTestClient(api(limited))) {
            for (String key : List.of("1", "2", "2", "1")) {
                assertThat(client.exchange(request(client, StubTokenVerifier.DOCTOR, key, "/api/patients", PATIENT))
                                .status())
                        .isEqualTo(201);
            }
            Answer third = client.exchange(request(client, StubTokenVerifier.DOCTOR, "3", "/api/patients", PATIENT));
            third.isRefused(429, "TOO_MANY_REQUESTS", "Idempotency-Key: too many new ones in 24 hours");
            assertThat(third.headers().get("Retry-After")).isEqualTo("43200");
            assertThat(client.exchange(request(client, StubTokenVerifier.NURSE, "3", "/api/patients", PATIENT))
                            .status())
                    .isEqualTo(201);
            clock.advance(Duration.ofHours(12));
            assertThat(client.exchange(request(client, StubTokenVerifier.DOCTOR, "3", "/api/patients", PATIENT))
                            .status())
                    .isEqualTo(201);
        }
        assertThat(count("/api/patients")).isEqualTo(4);
    }

    @Test
    void ignoresTheHeaderOfOtherMethods() {
        String id = patient();
        for (int i = 0; i < 2; i++) {
            FullHttpRequest request = connection.request(HttpMethod.GET, "/api/patients/" + id);
            request.headers()
                    .set("Authorization", "Bearer " + StubTokenVerifier.DOCTOR)
                    .set("Idempotency-Key", "k" + UUID.randomUUID());
            assertThat(connection.exchange(request).status()).isEqualTo(200);
        }
    }
}
