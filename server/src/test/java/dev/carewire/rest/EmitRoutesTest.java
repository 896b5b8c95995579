package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.adapter.json.JsonPayloadParser;
import dev.carewire.app.config.ClientFamilies;
import dev.carewire.dialect.ClientFamily;
import dev.carewire.emission.CustomEventNames;
import dev.carewire.emission.Emissions;
import dev.carewire.emission.EscalatedNotifications;
import dev.carewire.emission.FamilyWire;
import dev.carewire.emission.FamilyWires;
import dev.carewire.emission.VerbatimMessages;
import dev.carewire.event.CustomEvents;
import dev.carewire.event.Delivery;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.fixture.TestZones;
import dev.carewire.http.Router;
import dev.carewire.idempotency.IdempotentRequests;
import dev.carewire.idempotency.TestRequests;
import dev.carewire.identity.TenantId;
import dev.carewire.json.Json;
import dev.carewire.rate.RequestLimits;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpTestClient;
import dev.carewire.transport.http.RequestRates;
import dev.carewire.transport.netty.OriginPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmitRoutesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00.250Z");
    private static final String PATH = "/api/v1/emit";
    private static final String DELETED = "{\"event\":\"patient.deleted\",\"data\":{\"patientId\":\"p-1\"}}";
    private static final String LAB = "{\"event\":\"lab:ready\",\"rooms\":[\"tenant\"]}";
    private static final String CHASED = "{\"event\":\"notification.created\",\"delivery\":\"acknowledged\","
            + "\"users\":[\"u-1\",\"u-2\"],\"data\":{\"notification\":{\"title\":\"T\",\"kind\":\"general\","
            + "\"message\":\"M\",\"priority\":\"normal\"}}}";
    private static final int BURST = 20;

    private final TenantId tenant = new TenantId("first-" + UUID.randomUUID());
    private final TenantId other = new TenantId("other-" + UUID.randomUUID());
    private final TestClock clock = new TestClock(NOW, ZoneOffset.UTC);
    private final List<Event<?>> logged = new ArrayList<>();
    private final List<Event<?>> signalled = new ArrayList<>();
    private final List<String> chased = new ArrayList<>();
    private final Database database = TestDatabases.H2.database();
    private final IdempotentRequests requests = TestRequests.over(database, clock);
    private final HttpTestClient connection = new HttpTestClient(api());

    private Emissions emissions() {
        return new Emissions(
                TestPublishers.over(database, each -> logged.add(each.event()), signalled::add),
                new JsonPayloadParser(TestZones.UTC),
                payload -> {},
                new CustomEventNames(List.of("lab:*", "queue:*", "connect")),
                (clinic, user, content) -> new Draft(user),
                new VerbatimMessages(new FamilyWires(wires()), new JsonPayloadParser(TestZones.UTC)),
                clock);
    }

    private static List<FamilyWire> wires() {
        return ClientFamilies.ALL.stream().map(ClientFamily::wire).toList();
    }

    private final class Draft implements EscalatedNotifications.Draft {

        private final String user;

        Draft(String user) {
            this.user = user;
        }

        @Override
        public String id() {
            return "notify-" + user;
        }

        @Override
        public void send() {
            chased.add(user);
        }
    }

    private HttpApi api() {
        OriginPolicy origins = new OriginPolicy(Set.of());
        return new HttpApi(
                new Router(new EmitRoutes(emissions(), requests, new JdbiTransactions(database), 10, BURST, clock)
                        .routes()),
                new BearerAuthentication(new StubTokenVerifier(tenant, other), origins),
                origins,
                TestZones.UTC,
                new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
                Runnable::run);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    private HttpTestClient.Answer emit(String body) {
        return connection.post(StubTokenVerifier.SERVICE, PATH, body);
    }

    private void assertNothingTold() {
        assertThat(logged).isEmpty();
        assertThat(signalled).isEmpty();
        assertThat(chased).isEmpty();
    }

    static Stream<Event<?>> declared() {
        return SampleEvents.all().stream().filter(event -> !CustomEvents.ALL.contains(event.type()));
    }

    @ParameterizedTest
    @MethodSource("declared")
    void tellsEveryDeclaredEventToItsDeclaredAudience(Event<?> sample) {
        HttpTestClient.Answer answer =
                emit("{\"event\":\"" + sample.type().name() + "\",\"data\":" + Json.write(sample.payload()) + "}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        List<Event<?>> told = sample.type().delivery() == Delivery.LOGGED ? logged : signalled;
        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(sample.type());
            assertThat(event.payload()).isEqualTo(sample.payload());
            assertThat(event.tenant()).isEqualTo(tenant);
            assertThat(event.at()).isEqualTo(NOW);
            assertThat(answer.data().path("events").get(0).path("id").textValue())
                    .isEqualTo(event.id().toString());
        });
        assertThat(logged.size() + signalled.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient.deleted", "patient:deleted"})
    void knowsEventsByTheirNameWithDotOrColon(String name) {
        assertThat(emit("{\"event\":\"" + name + "\",\"data\":{\"patientId\":\"p-1\"}}")
                        .status())
                .isEqualTo(201);

        assertThat(logged).extracting(event -> event.type().name()).containsExactly("patient.deleted");
    }

    @Test
    void answersWithTheIdOfEachEvent() {
        HttpTestClient.Answer answer = emit("{\"events\":[" + DELETED + "," + LAB + "]}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json()).isEqualTo(HttpTestClient.json("""
                {"success":true,"data":{"events":[
                  {"id":"%s","event":"patient.deleted"},{"id":"%s","event":"lab:ready"}]}}
                """.formatted(
                        logged.get(0).id(), logged.get(1).id())));
    }

    @Test
    void tellsCustomEventsAsTheyAre() {
        emit("""
                {"event":"lab:ready","rooms":["thread:t-1","patient:p-1","queue","user:u-1"],"users":["u-1","u-2"],
                 "data":{"b":[1.50,"ä",null]}}
                """);

        assertThat(logged).singleElement().satisfies(event -> {
            assertThat(event.rooms())
                    .containsExactly(
                            RoomKey.thread(tenant, "t-1"),
                            RoomKey.patient(tenant, "p-1"),
                            RoomKey.entity(tenant, RoomKey.Kind.QUEUE),
                            RoomKey.user(tenant, "u-1"),
                            RoomKey.user(tenant, "u-2"));
            assertThat(Json.write(event.payload()))
                    .contains("\"name\":\"lab:ready\"")
                    .contains("\"data\":\"{\\\"b\\\":[1.5,\\\"ä\\\",null]}\"");
        });
    }

    @Test
    void tellsVolatileEventsWithoutTheLog() {
        emit("{\"event\":\"lab:ready\",\"users\":[\"u-1\"],\"delivery\":\"volatile\"}");

        assertThat(signalled).extracting(event -> event.type().name()).containsExactly("custom.signalled");
        assertThat(logged).isEmpty();
    }

    @Test
    void staysInTheTenantOfTheToken() {
        connection.post(StubTokenVerifier.STRANGE_SERVICE, PATH, LAB);
        connection.post(StubTokenVerifier.STRANGE_SERVICE, PATH, DELETED);

        assertThat(logged).hasSize(2).allSatisfy(event -> {
            assertThat(event.tenant()).isEqualTo(other);
            assertThat(event.rooms()).containsExactly(RoomKey.tenant(other));
        });
    }

    @Test
    void letsTheDeclaredAudienceBeNamedButNoOther() {
        assertThat(emit(DELETED.replace("{\"event\"", "{\"rooms\":[\"tenant\"],\"delivery\":\"logged\",\"event\""))
                        .status())
                .isEqualTo(201);
        logged.clear();

        emit(DELETED.replace("{\"event\"", "{\"rooms\":[\"tenant\",\"patient:p-1\"],\"event\""))
                .isRefused(400, "INVALID", "rooms: not those of the event (expected: its declared audience, or none)");
        emit(DELETED.replace("{\"event\"", "{\"users\":[\"u-1\"],\"event\""))
                .isRefused(400, "INVALID", "rooms: not those of the event (expected: its declared audience, or none)");
        assertNothingTold();
    }

    @ParameterizedTest
    @ValueSource(strings = {StubTokenVerifier.DOCTOR, StubTokenVerifier.NURSE, StubTokenVerifier.PATIENT})
    void isForBackEndsAlone(String token) {
        connection.post(token, PATH, LAB).isRefused(403, "FORBIDDEN", "only back ends may do this (role service)");
        connection.post("none", PATH, LAB).isRefused(401, "UNAUTHENTICATED", "Invalid authentication token");
        assertNothingTold();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | event is required",
                "{\"event\":7} | event: invalid (expected: a text)",
                "{\"event\":\"nothing.known\"} | event: unknown (expected: a declared event, or a name that emit.custom-events allows)",
                "{\"event\":\"queue:moved\",\"rooms\":[\"tenant\"]} | event: unknown, and its first word is taken (expected: a declared event)",
                "{\"event\":\"connect\",\"rooms\":[\"tenant\"]} | event: unknown, and its first word is taken (expected: a declared event)",
                "{\"event\":\"custom.emitted\",\"data\":{}} | event: unknown, and its first word is taken (expected: a declared event)",
                "{\"event\":\"lab:ready\"} | rooms: none (expected: at least one of rooms and users)",
                "{\"event\":\"lab:ready\",\"rooms\":\"tenant\"} | rooms: invalid (expected: an array of texts)",
                "{\"event\":\"lab:ready\",\"users\":[7]} | users: invalid (expected: an array of texts)",
                "{\"event\":\"lab:ready\",\"users\":[\"\"]} | users must be an id of 1 to 320 characters",
                "{\"event\":\"lab:ready\",\"rooms\":[\"thread:\"]} | rooms must be an id of 1 to 320 characters",
                "{\"event\":\"lab:ready\",\"rooms\":[\"tenant\"],\"delivery\":\"fast\"} | delivery: unknown (expected: volatile, logged or acknowledged)",
                "{\"event\":\"lab:ready\",\"rooms\":[\"tenant\"],\"room\":1} | field: unknown (expected: only data, delivery, event, idempotencyKey, rooms, users)",
                "{\"event\":\"patient.deleted\"} | data is required",
                "{\"event\":\"patient.deleted\",\"data\":[]} | data: wrong type (expected: an object)",
                "{\"event\":\"patient.deleted\",\"data\":{}} | data.patientId: missing (expected: a text)",
                "{\"event\":\"patient.deleted\",\"data\":{\"patientId\":\"p\"},\"delivery\":\"volatile\"} | delivery: not that of the event (expected: logged, or none)",
                "{\"event\":\"lab:ready\",\"rooms\":[\"tenant\"],\"idempotencyKey\":\"\"} | idempotencyKey must be an id of 1 to 320 characters",
                "{\"events\":[]} | events: 0 (expected: 1..100)",
                "{\"events\":7} | events: invalid (expected: an array)",
                "{\"events\":[7]} | events[0]: wrong type (expected: an object)",
                "{\"events\":[{\"event\":\"lab:ready\",\"idempotencyKey\":\"k\"}]} | events[0].field: unknown (expected: only data, delivery, event, rooms, users)",
                "{\"events\":[{\"event\":\"lab:ready\",\"rooms\":[\"tenant\"]},{}]} | events[1].event is required",
                "{\"events\":[{\"event\":\"lab:ready\",\"rooms\":[\"tenant\"]}],\"event\":\"lab:ready\"} | field: unknown (expected: only events, idempotencyKey)"
            })
    void refusesWhatIsFaulty(String body, String text) {
        emit(body).isRefused(400, "INVALID", text);
        assertNothingTold();
    }

    @ParameterizedTest
    @ValueSource(strings = {"display", "tenant:other", "user", "room:1", "TENANT", "", "queue:1"})
    void refusesRoomsThatNobodyMayName(String room) {
        HttpTestClient.Answer answer = emit("{\"event\":\"lab:ready\",\"rooms\":[\"" + room + "\"]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").textValue()).startsWith("rooms: unknown (expected: tenant, user:ID,");
        assertNothingTold();
    }

    @Test
    void answersWithTheNotificationsThatAreToBeAcknowledged() {
        HttpTestClient.Answer answer = emit("{\"events\":[" + DELETED + "," + CHASED + "]}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json())
                .isEqualTo(HttpTestClient.json("""
                {"success":true,"data":{"events":[
                  {"id":"%s","event":"patient.deleted"},
                  {"notifications":["notify-u-1","notify-u-2"],"event":"notification.created"}]}}
                """.formatted(logged.get(0).id())));
        assertThat(chased).containsExactly("u-1", "u-2");
        assertThat(logged).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {DELETED, LAB, "{\"event\":\"message.sent\",\"data\":{}}"})
    void saysThatNobodyAcknowledgesOtherEvents(String body) {
        HttpTestClient.Answer answer = emit(body.replaceFirst("\\{", "{\"delivery\":\"acknowledged\","));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").textValue())
                .startsWith("delivery: nobody can acknowledge this event (expected: acknowledged for"
                        + " notification.created alone)");
        assertNothingTold();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"users\":[\"u-1\",\"u-2\"] | \"rooms\":[\"user:u-1\"] | rooms: cannot acknowledge (expected: users alone)",
                "\"users\":[\"u-1\",\"u-2\"] | \"users\":[] | users must be from 1 to 100",
                "\"users\":[\"u-1\",\"u-2\"] | \"users\":[\"u-1\",\"\"] | users must be an id of 1 to 320 characters",
                "\"title\":\"T\", | | data.notification.title: missing (expected: a text)",
                "\"title\":\"T\" | \"title\":7 | data.notification.title: invalid (expected: a text)",
                "\"title\" | \"createdAt\":\"2026-11-20T15:00:00Z\",\"title\" | data.notification.createdAt: unknown (expected: no such field)"
            })
    void refusesWhatCannotBeAcknowledged(String right, String wrong, String text) {
        emit(CHASED.replace(right, wrong == null ? "" : wrong)).isRefused(400, "INVALID", text);
        assertNothingTold();
    }

    @Test
    void refusesMoreThanAHundred() {
        String lab = String.join(",", Collections.nCopies(100, LAB));
        assertThat(emit("{\"events\":[" + lab + "]}").status()).isEqualTo(201);
        assertThat(logged).hasSize(100);
        logged.clear();

        emit("{\"events\":[" + lab + "," + LAB + "]}").isRefused(400, "INVALID", "events: 101 (expected: 1..100)");
        String users = "\"u\"" + ",\"u\"".repeat(100);
        emit("{\"event\":\"lab:ready\",\"users\":[" + users + "]}")
                .isRefused(400, "INVALID", "rooms and users: too many (expected: at most 100)");
        assertNothingTold();
    }

    @Test
    void tellsNothingOfABatchWithOneFault() {
        String bad = "{\"event\":\"patient.deleted\",\"data\":{\"patientId\":true}}";
        String signal = LAB.replace("{", "{\"delivery\":\"volatile\",");

        emit("{\"events\":[" + DELETED + "," + signal + "," + bad + "]}")
                .isRefused(400, "INVALID", "events[2].data.patientId: invalid (expected: a text)");

        assertNothingTold();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"event\":\"lab:ready\"}x", "nothing"})
    void refusesWhatIsNotJson(String body) {
        emit(body).isRefused(400, "MALFORMED_JSON", "body: malformed (expected: JSON in UTF-8)");
    }

    private static String keyed(String body) {
        return body.replaceFirst("\\{", "{\"idempotencyKey\":\"key-1\", ");
    }

    @Test
    void carriesOutARequestOnceHoweverOftenItIsSent() {
        HttpTestClient.Answer first = emit(keyed("{\"events\":[" + DELETED + "," + LAB + "]}"));
        clock.advance(Duration.ofHours(1));
        HttpTestClient.Answer second = emit(keyed("{\"events\": [ " + DELETED + "," + LAB + "]}"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(logged).hasSize(2);
    }

    @Test
    void refusesTheKeyOfAnotherRequest() {
        emit(keyed(DELETED));
        logged.clear();

        emit(keyed(LAB)).isRefused(409, "CONFLICT", "Idempotency-Key: used for another request (expected: a new key)");
        emit(keyed(LAB.replace("{", "{\"delivery\":\"volatile\",")))
                .isRefused(409, "CONFLICT", "Idempotency-Key: used for another request (expected: a new key)");
        assertNothingTold();
    }

    @Test
    void keepsTheKeysOfTenantsApart() {
        emit(keyed(LAB));
        connection.post(StubTokenVerifier.STRANGE_SERVICE, PATH, keyed(DELETED));

        assertThat(logged).extracting(Event::tenant).containsExactly(tenant, other);
    }

    @Test
    void remembersNoKeyOfARequestThatWasRefused() {
        emit(keyed("{\"event\":\"nothing.known\"}"));

        assertThat(emit(keyed(LAB)).status()).isEqualTo(201);
    }

    @Test
    void forgetsKeysAfterADay() {
        emit(keyed(DELETED));
        clock.advance(IdempotentRequests.LIFETIME);
        requests.sweep();
        assertThat(emit(keyed(LAB)).status()).isEqualTo(409);

        clock.advance(Duration.ofMillis(1));
        requests.sweep();

        assertThat(emit(keyed(LAB)).status()).isEqualTo(201);
    }

    @Test
    void takesAKeyFromAUserWithALongId() {
        HttpTestClient.Answer first = connection.post(StubTokenVerifier.OTHER_SERVICE, PATH, keyed(LAB));

        assertThat(first.status()).isEqualTo(201);
        assertThat(connection
                        .post(StubTokenVerifier.OTHER_SERVICE, PATH, keyed(LAB))
                        .body())
                .isEqualTo(first.body());
    }

    @Test
    void turnsATokenAwayThatAsksTooOften() {
        for (int i = 0; i < BURST; i++) {
            assertThat(emit(LAB).status()).isEqualTo(201);
        }
        logged.clear();

        HttpTestClient.Answer tooMany = emit(LAB);

        tooMany.isRefused(429, "TOO_MANY_REQUESTS", "Too many requests");
        assertThat(tooMany.headers().get("Retry-After")).isEqualTo("1");
        assertNothingTold();
        assertThat(connection.post(StubTokenVerifier.OTHER_SERVICE, PATH, LAB).status())
                .isEqualTo(201);
        clock.advance(Duration.ofMillis(100));
        assertThat(emit(LAB).status()).isEqualTo(201);
        assertThat(emit(LAB).status()).isEqualTo(429);
    }
}
