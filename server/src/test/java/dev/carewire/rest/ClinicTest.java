package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiRooms;
import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.cluster.Timers;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.http.Router;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.messaging.InMemoryAttachmentStore;
import dev.carewire.presence.Presence;
import dev.carewire.rate.RequestLimits;
import dev.carewire.record.KeptRecords;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpTestClient;
import dev.carewire.transport.http.RequestRates;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;

/**
 * Tests the complete API, by default with an in-memory database: two clinics with a doctor each, and a nurse and a room in the
 * first. The clinics are in New York, where it is ten in the morning.
 */
abstract class ClinicTest {

    static final ZoneId ZONE = ZoneId.of("America/New_York");

    private final TenantId first = new TenantId("first-" + UUID.randomUUID());
    private final TenantId other = new TenantId("other-" + UUID.randomUUID());
    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T15:00:00Z"), ZONE);

    /** Largest attachment in bytes. */
    static final int MAX_FILE = 200_000;

    private final Database database;
    private final WiredFeatures features;
    private final HttpApi api;

    final InMemoryAttachmentStore files;
    final Presence presence;
    final HttpTestClient connection;

    ClinicTest() {
        this(Map.of());
    }

    /**
     * With settings of the test's own.
     *
     * @param settings by their names in the environment
     */
    ClinicTest(Map<String, String> settings) {
        this(TestDatabases.H2, settings);
    }

    /** With settings of the test's own, on one of the databases. */
    ClinicTest(TestDatabases which, Map<String, String> settings) {
        database = which.database();
        Map<String, String> all = new HashMap<>(settings);
        all.put("CAREWIRE_MESSAGING_ATTACHMENT_SIZE", "200KB");
        all.put("CAREWIRE_MESSAGING_ATTACHMENT_QUOTA", "2");
        features = WiredFeatures.over(database, TestPublishers.over(database, event -> {}), clock, all);
        files = features.files();
        presence = features.client().presence();
        api = api();
        connection = new HttpTestClient(api);
    }

    /** Staffs the clinics, too: jqwik calls no lifecycle method of Jupiter. */
    private HttpApi api() {
        JdbiUsers users = new JdbiUsers(database, UserDirectory.OPEN);
        users.put(
                first,
                List.of(
                        colleague("u-doctor", "Dana", Role.DOCTOR, Optional.of("Dermatology")),
                        colleague("u-nurse", "Nia", Role.NURSE, Optional.empty())));
        users.put(other, List.of(colleague("u-stranger", "Sam", Role.DOCTOR, Optional.empty())));
        new JdbiRooms(database, KeptRecords.ALL).put(first, new RoomSnapshot("r-2", "Room two", "2"));
        OriginPolicy origins = new OriginPolicy(Set.of());
        return new HttpApi(
                new Router(features.routes().map(features.idempotent()::of).toList()),
                new BearerAuthentication(new StubTokenVerifier(first, other), origins),
                origins,
                features.client().clinics(),
                new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
                Runnable::run);
    }

    private static StaffMember colleague(String id, String firstName, Role role, Optional<String> specialization) {
        return new StaffMember(
                new StaffSnapshot(id, firstName, "North", Optional.of(id + "@clinic.example"), specialization), role);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    /** Another connection to the same API; the test closes it. */
    HttpTestClient another() {
        return new HttpTestClient(api);
    }

    /** Advances the time. */
    void pass(Duration time) {
        clock.advance(time);
        features.timers().advance(time);
    }

    /** Fires a durable timer of the first clinic. */
    void fire(String kind, String id) {
        features.fire(new Timers.Key(kind, first, id));
    }

    /** The first clinic. */
    TenantId clinic() {
        return first;
    }

    HttpTestClient.Answer get(String target) {
        return connection.get(StubTokenVerifier.DOCTOR, target);
    }

    HttpTestClient.Answer post(String target, String body) {
        return connection.post(StubTokenVerifier.DOCTOR, target, body);
    }

    HttpTestClient.Answer put(String target, String body) {
        return connection.put(StubTokenVerifier.DOCTOR, target, body);
    }

    HttpTestClient.Answer delete(String target) {
        return connection.delete(StubTokenVerifier.DOCTOR, target);
    }

    /** Creates a patient and returns the id. */
    String newPatient(String firstName) {
        return created(post("/api/patients", "{\"firstName\":\"" + firstName + "\",\"lastName\":\"Poe\"}"));
    }

    /** Creates an appointment at 14:30 on 2026-11-20 in New York, even if the doctor is occupied, and returns the id. */
    String newAppointment(String patientId) {
        return created(post("/api/appointments", """
                {"patient":"%s","doctor":"u-doctor","appointmentDate":"2026-11-20","appointmentTime":"14:30",
                 "allowOverlap":true}
                """.formatted(patientId)));
    }

    /** The id of the created record in a response. */
    static String created(HttpTestClient.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.id();
    }

    /** Asserts that a response contains exactly this document. */
    static void assertData(HttpTestClient.Answer answer, int status, String expected) {
        assertThat(answer.json()).isEqualTo(HttpTestClient.json("{\"success\":true,\"data\":" + expected + "}"));
        assertThat(answer.status()).isEqualTo(status);
    }

    /** Asserts a rejection whose message contains {@code named}. */
    static void assertRefused(HttpTestClient.Answer answer, int status, String named) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("success").isBoolean()).isTrue();
        assertThat(answer.json().path("success").booleanValue()).isFalse();
        assertThat(answer.json().path("error").textValue()).startsWith(named);
        assertThat(answer.json().path("code").textValue()).isNotEmpty();
    }

    /** The values of a field in the response's bare array. */
    static List<String> listed(HttpTestClient.Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return texts(answer.json(), field);
    }

    /** The values of a field in the response's page. */
    static List<String> onPage(HttpTestClient.Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return texts(answer.json().path("items"), field);
    }

    /** The cursor of the next page. */
    static String next(HttpTestClient.Answer page) {
        return page.json().path("nextCursor").textValue();
    }

    private static List<String> texts(JsonNode array, String field) {
        assertThat(array.isArray()).isTrue();
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.path(field))
                .map(JsonNode::asText)
                .toList();
    }
}
