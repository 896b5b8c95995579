package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.adapter.json.JsonPayloadParser;
import dev.carewire.app.config.ClientFamilies;
import dev.carewire.emission.CustomEventNames;
import dev.carewire.emission.Emissions;
import dev.carewire.emission.FamilyWires;
import dev.carewire.emission.VerbatimMessages;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.fixture.TestZones;
import dev.carewire.http.Router;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.idempotency.TestRequests;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.json.Json;
import dev.carewire.log.LoggedEvent;
import dev.carewire.log.RingLimits;
import dev.carewire.rate.RequestLimits;
import dev.carewire.rest.EmitRoutes;
import dev.carewire.rest.StubTokenVerifier;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpTestClient;
import dev.carewire.transport.http.RequestRates;
import dev.carewire.transport.netty.OriginPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The events that a family's own back end sends in the family's wire format, from the request to the clients. */
class VerbatimEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00.250Z");

    /** Numbers, order, escapes and blanks that a JSON library would write differently. */
    private static final String ARGUMENT =
            "{ \"z\":1.50, \"id\":7,\"a\":{\"n\":null,\"big\":12345678901234567890.10,\"e\":1E3},\"t\":\"\\u00e9\\/\" }";

    /** The events of derm-app's contract, each with the rooms of its servers' first and second generation. */
    private static final String DERM_APP = """
            appointment:created tenant:T tenant:T:module:schedule
            appointment:updated tenant:T tenant:T:module:waitlist
            appointment:cancelled tenant:T tenant:T:module:appt_flow
            patient:checkin tenant:T
            appointment:checkedin tenant:T tenant:T:module:office_flow
            message:new thread:thread-1
            message:notification tenant:T tenant:T:module:mail
            message:read thread:thread-1
            message:typing tenant:T thread:thread-1
            message:unread-count user:u-1
            notification:new user:u-1 tenant:T tenant:T:module:home
            user:online tenant:T tenant:T:module:home
            user:status tenant:T tenant:T:module:home
            user:offline tenant:T tenant:T:module:home
            patient:viewing tenant:T patient:patient-1
            patient-flow:updated tenant:T patient-flow:T patient-flow:T:loc-1 tenant:T:module:appt_flow
            room-board:updated room-board:T:loc-1
            provider-queue:updated provider-queue:T:dr-1
            room:status-changed room-board:T:loc-1
            patient:updated tenant:T tenant:T:module:patients
            patient:insurance_verified tenant:T tenant:T:module:patients
            patient:balance_changed tenant:T tenant:T:module:financials
            encounter:created tenant:T tenant:T:module:notes
            encounter:updated tenant:T tenant:T:module:clinical_inbox
            encounter:completed tenant:T tenant:T:module:notes
            encounter:signed tenant:T tenant:T:module:notes
            biopsy:created tenant:T tenant:T:module:labs
            biopsy:updated tenant:T tenant:T:module:radiology
            biopsy:result_received tenant:T tenant:T:module:orders
            biopsy:reviewed tenant:T tenant:T:module:labs
            prescription:created tenant:T tenant:T:module:rx
            prescription:sent tenant:T tenant:T:module:epa
            prescription:status_changed tenant:T tenant:T:module:rx
            claim:created tenant:T tenant:T:module:claims
            claim:updated tenant:T tenant:T:module:clearinghouse
            claim:status_changed tenant:T tenant:T:module:claims
            claim:submitted tenant:T tenant:T:module:claims
            claim:denied tenant:T tenant:T:module:claims
            claim:paid tenant:T tenant:T:module:financials
            payment:received tenant:T tenant:T:module:financials
            payment:posted tenant:T tenant:T:module:financials
            prior_auth:created tenant:T tenant:T:module:rx
            prior_auth:status_changed tenant:T tenant:T:module:rx
            prior_auth:approved tenant:T tenant:T:module:rx
            prior_auth:denied tenant:T tenant:T:module:rx
            ambient:joined user:u-1
            ambient:left user:u-1
            ambient:transcript ambient:recording:rec-1
            ambient:insights ambient:recording:rec-1
            ambient:error user:u-1
            """;

    private static final String CLINIC = """
            queue:updated queue:T tenant:T
            appointment:updated appointments:T
            visit:updated visits:T
            prescription:created prescriptions:T
            visit:prescription-created visits:T
            invoice:updated invoices:T
            patient:updated patients:T
            notification user:u-1
            queue:bulk-update queue:T
            appointments:bulk-update appointments:T
            visits:bulk-update visits:T
            prescriptions:bulk-update prescriptions:T
            invoices:bulk-update invoices:T
            pong user:u-1
            """;

    private static final String KENEYAPP = """
            connected user:u-1
            welcome user:u-1
            patient_created tenant:T
            patient_updated tenant:T
            patient_deleted tenant:T
            appointment_created tenant:T appointment:a-1
            room_message chat:thread-1 appointment:a-1
            notification user:u-1 notifications:user:u-1
            alert tenant:T
            appointment tenant:T
            message user:u-1
            lab_result tenant:T patient:patient-1
            document tenant:T
            """;

    private static final String HEALTHMATE = """
            health_update user:u-1 patient:patient-1
            health_data_update user:u-1
            health_alert user:u-1
            health_summary user:u-1
            chat_message conversation:thread-1 user:u-1
            message_sent user:u-1
            user_joined conversation:thread-1
            user_left conversation:thread-1
            typing_start conversation:thread-1
            typing_stop conversation:thread-1
            direct_message user:u-1
            notification user:u-1 tenant:T
            """;

    private static final String DIAGNOXIX = """
            connection_established user:u-1
            test_notification user:u-1
            APPOINTMENT_CREATED user:u-1
            APPOINTMENT_CONFIRMED user:u-1
            APPOINTMENT_RESCHEDULED user:u-1
            APPOINTMENT_CANCELLED user:u-1
            APPOINTMENT_REMINDER user:u-1
            LAB_RESULT_READY user:u-1
            AI_ANALYSIS_COMPLETE user:u-1
            SYSTEM_NOTIFICATION user:u-1 tenant:T
            """;

    private static final Map<String, String> PATHS = Map.of(
            "derm-app", "/socket.io/",
            "clinic", "/api/socket/",
            "keneyapp", "/ws",
            "healthmate", "/ws/health",
            "diagnoxix", "/v1/ws/notifications");

    private final TenantId tenant = new TenantId("first-" + UUID.randomUUID());
    private final TenantId other = new TenantId("other-" + UUID.randomUUID());
    private final TestClock clock = new TestClock(NOW, ZoneOffset.UTC);
    private final Database database = TestDatabases.H2.database();
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(1_000, 1_000, 1_000), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            clock);
    private final FamilyEndpoints endpoints = TestDialects.all(
            hub, TestFeatures.over(database, TestPublishers.over(database, hub::deliver), clock), clock);
    private final HttpTestClient connection = new HttpTestClient(api());

    private HttpApi api() {
        JsonPayloadParser payloadParser = new JsonPayloadParser(TestZones.UTC);
        Emissions emissions = new Emissions(
                TestPublishers.over(database, (LoggedEvent logged) -> hub.deliver(logged), hub::deliver),
                payloadParser,
                payload -> {},
                new CustomEventNames(List.of()),
                (clinic, user, content) -> {
                    throw new AssertionError("notification");
                },
                new VerbatimMessages(
                        new FamilyWires(ClientFamilies.ALL.stream()
                                .map(ClientFamily::wire)
                                .toList()),
                        payloadParser),
                clock);
        OriginPolicy origins = new OriginPolicy(Set.of());
        return new HttpApi(
                new Router(new EmitRoutes(
                                emissions,
                                TestRequests.over(database, clock),
                                new JdbiTransactions(database),
                                1_000,
                                1_000,
                                clock)
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
        hub.close();
    }

    private Dialect dialect(String family) {
        String path = PATHS.get(family);
        Dialect socketIo = endpoints.socketIo().get(path);
        return socketIo == null ? endpoints.plain().get(path) : socketIo;
    }

    private TestClient client(String family, TenantId clinic, String user, Role... roles) {
        Dialect dialect = dialect(family);
        TestClient client = new TestClient(
                UUID.randomUUID().toString(),
                Callers.caller(clinic, user, roles),
                hub,
                new TextEncoding(dialect::render),
                dialect::receive);
        client.session().rooms().forEach(room -> hub.leave(client.session(), room));
        dialect.initialRooms(client.session().caller()).forEach(room -> hub.join(client.session(), room));
        return client;
    }

    /** An administrator who is also in every room that clients join on request. */
    private TestClient everywhere(String family) {
        TestClient client = client(family, tenant, "u-1", Role.ADMIN);
        Stream.of(
                        RoomKey.thread(tenant, "thread-1"),
                        RoomKey.patient(tenant, "patient-1"),
                        new RoomKey(tenant, RoomKey.Kind.APPOINTMENT, "a-1"),
                        RoomKey.patientFlow(tenant, ""),
                        RoomKey.patientFlow(tenant, "loc-1"),
                        RoomKey.roomBoard(tenant, "loc-1"),
                        RoomKey.providerQueue(tenant, "dr-1"),
                        RoomKey.recording(tenant, "rec-1"))
                .forEach(room -> hub.join(client.session(), room));
        return client;
    }

    private HttpTestClient.Answer emit(String body) {
        return connection.post(StubTokenVerifier.SERVICE, "/api/v1/emit", body);
    }

    private static String json(List<String> texts) {
        return Json.write(texts);
    }

    private static String event(String family, String event, String argument, String... rooms) {
        return "{\"family\":\"" + family + "\",\"to\":" + json(List.of(rooms)) + ",\"event\":\"" + event
                + "\",\"args\":[" + argument + "]}";
    }

    static Stream<Arguments> contract() {
        return Stream.of(
                        Map.entry("derm-app", DERM_APP),
                        Map.entry("clinic", CLINIC),
                        Map.entry("keneyapp", KENEYAPP),
                        Map.entry("healthmate", HEALTHMATE),
                        Map.entry("diagnoxix", DIAGNOXIX))
                .flatMap(family -> family.getValue().lines().flatMap(line -> {
                    String[] words = line.split(" ");
                    return Stream.of(words).skip(1).map(room -> Arguments.of(family.getKey(), words[0], room));
                }));
    }

    @ParameterizedTest
    @MethodSource("contract")
    void deliversEveryEventOfTheContractUnchangedToThatFamilyOnly(String family, String event, String template) {
        String room = template.replaceAll(":T(?=:|$)", ":" + tenant.value());
        boolean frame = !endpoints.socketIo().containsKey(PATHS.get(family));
        String argument = frame ? "{ \"type\":\"" + event + "\"," + ARGUMENT.substring(1) : ARGUMENT;
        TestClient receiver = everywhere(family);
        List<TestClient> others = PATHS.keySet().stream()
                .filter(name -> !name.equals(family))
                .map(this::everywhere)
                .collect(Collectors.toList());
        others.add(client(family, other, "u-1", Role.ADMIN));
        others.add(client(family, tenant, "u-2", Role.DISPLAY));

        HttpTestClient.Answer answer = emit(event(family, event, argument, room));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(receiver.takeReceived()).containsExactly(frame ? argument : "[\"" + event + "\"," + argument + "]");
        assertThat(others)
                .allSatisfy(client -> assertThat(client.takeReceived()).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PATIENT", "DISPLAY", "OPERATOR", "OTHER"})
    void theTenantsRoomsReachStaffOnly(Role outsider) {
        for (String family : PATHS.keySet()) {
            TestClient staff = client(family, tenant, "nurse", Role.NURSE);
            TestClient outside = client(family, tenant, "u-9", outsider);
            String frame = "{\"type\":\"news\"}";

            assertThat(emit(event(family, "news", frame, "tenant:" + tenant.value()))
                            .status())
                    .isEqualTo(201);

            assertThat(staff.takeReceived()).as(family).hasSize(1);
            assertThat(outside.takeReceived()).as(family).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RECEPTIONIST, schedule, true",
        "RECEPTIONIST, labs, false",
        "NURSE, labs, true",
        "NURSE, financials, false",
        "BILLING, financials, true",
        "ADMIN, mail, true",
        "ADMIN, unknown, false",
        "PATIENT, home, false"
    })
    void aModulesRoomReachesTheRolesThatMayUseIt(Role role, String module, boolean reached) {
        TestClient client = client("derm-app", tenant, "u-1", role);

        assertThat(emit(event("derm-app", "x:y", "1", "tenant:" + tenant.value() + ":module:" + module))
                        .status())
                .isEqualTo(201);

        assertThat(client.takeReceived()).hasSize(reached ? 1 : 0);
    }

    @Test
    void aClientInSeveralRoomsReceivesTheEventOnceAndAnExceptedOneNever() {
        TestClient both = everywhere("derm-app");
        TestClient excepted = client("derm-app", tenant, "u-2", Role.NURSE);
        TestClient byId = client("derm-app", tenant, "u-3", Role.NURSE);
        hub.join(byId.session(), RoomKey.backEnd(tenant, byId.session().id()));

        for (String delivery : List.of("logged", "volatile")) {
            assertThat(emit("{\"family\":\"derm-app\",\"to\":[\"tenant:" + tenant.value()
                                    + "\",\"user:u-1\",\"thread:thread-1\"],\"except\":[\"user:u-2\",\""
                                    + byId.session().id() + "\"],\"event\":\"a:b\",\"delivery\":\"" + delivery + "\"}")
                            .status())
                    .isEqualTo(201);
        }

        assertThat(both.takeReceived()).containsExactly("[\"a:b\"]", "[\"a:b\"]");
        assertThat(excepted.takeReceived()).isEmpty();
        assertThat(byId.takeReceived()).isEmpty();
    }

    @Test
    void keepsTheOrderOfLoggedAndVolatileEventsInAndAcrossRequests() {
        TestClient client = client("derm-app", tenant, "u-1", Role.NURSE);

        for (int request = 0; request < 3; request++) {
            int first = request * 10;
            String events = IntStream.range(first, first + 10)
                    .mapToObj(number -> "{\"family\":\"derm-app\",\"to\":\"user:u-1\",\"event\":\"n\",\"args\":["
                            + number + "],\"delivery\":\"" + (number % 3 == 0 ? "volatile" : "logged") + "\"}")
                    .collect(Collectors.joining(","));
            assertThat(emit("{\"events\":[" + events + "]}").status()).isEqualTo(201);
        }

        assertThat(client.takeReceived())
                .isEqualTo(IntStream.range(0, 30)
                        .mapToObj(number -> "[\"n\"," + number + "]")
                        .toList());
    }

    @Test
    void deliversARepeatedRequestOnce() {
        TestClient client = client("derm-app", tenant, "u-1", Role.NURSE);
        String body = "{\"events\":[" + event("derm-app", "a:b", "1.0", "user:u-1") + ","
                + "{\"family\":\"derm-app\",\"to\":[\"user:u-1\"],\"event\":\"c\",\"delivery\":\"volatile\"}],"
                + "\"idempotencyKey\":\"k-" + tenant.value() + "\"}";

        String first = emit(body).body();

        assertThat(emit(body).body()).isEqualTo(first);
        assertThat(emit(body.replace("a:b", "a:c")).status()).isEqualTo(409);
        assertThat(client.takeReceived()).containsExactly("[\"a:b\",1.0]", "[\"c\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "family | {'family':'fax','to':['user:1'],'event':'a'}",
                "family | {'family':7,'to':['user:1'],'event':'a'}",
                "event | {'family':'clinic','to':['user:1']}",
                "event | {'family':'clinic','to':['user:1'],'event':''}",
                "event | {'family':'clinic','to':['user:1'],'event':'connect'}",
                "event | {'family':'clinic','to':['user:1'],'event':'connect_error'}",
                "event | {'family':'clinic','to':['user:1'],'event':'disconnect'}",
                "event | {'family':'clinic','to':['user:1'],'event':'disconnecting'}",
                "event | {'family':'clinic','to':['user:1'],'event':'newListener'}",
                "event | {'family':'clinic','to':['user:1'],'event':'removeListener'}",
                "event | {'family':'derm-app','to':['user:1'],'event':'auth:token-expiring'}",
                "event | {'family':'derm-app','to':['user:1'],'event':'recovery:gap'}",
                "to | {'family':'derm-app','event':'a'}",
                "to | {'family':'derm-app','to':[],'event':'a'}",
                "to | {'family':'derm-app','to':[1],'event':'a'}",
                "to[1] | {'family':'derm-app','to':['user:1','tenant:another'],'event':'a'}",
                "to[0] | {'family':'derm-app','to':['tenant:another:module:home'],'event':'a'}",
                "to[0] | {'family':'derm-app','to':['patient-flow:another'],'event':'a'}",
                "to[0] | {'family':'derm-app','to':['room-board:another:1'],'event':'a'}",
                "to[0] | {'family':'derm-app','to':['provider-queue:another:1'],'event':'a'}",
                "to[0] | {'family':'clinic','to':['queue:another'],'event':'a'}",
                "to[0] | {'family':'clinic','to':['patients:another'],'event':'a'}",
                "to[0] | {'family':'keneyapp','to':['tenant:another'],'event':'a','args':[{'type':'a'}]}",
                "to[0] | {'family':'healthmate','to':['tenant:another'],'event':'a','args':[{'type':'a'}]}",
                "to[0] | {'family':'derm-app','to':['user:'],'event':'a'}",
                "to[0] | {'family':'derm-app','to':[''],'event':'a'}",
                "except[0] | {'family':'derm-app','to':['user:1'],'except':['tenant:another'],'event':'a'}",
                "args | {'family':'derm-app','to':['user:1'],'event':'a','args':{}}",
                "args[1] | {'family':'derm-app','to':['user:1'],'event':'a','args':[1,{'x':{'_placeholder':true,'num':0}}]}",
                "args[0] | {'family':'derm-app','to':['user:1'],'event':'a','args':[[{'type':'Buffer','data':[1]}]]}",
                "args | {'family':'keneyapp','to':['user:1'],'event':'a'}",
                "args | {'family':'keneyapp','to':['user:1'],'event':'a','args':[{'type':'a'},1]}",
                "args[0].type | {'family':'keneyapp','to':['user:1'],'event':'a','args':[{'id':1}]}",
                "args[0].type | {'family':'diagnoxix','to':['user:1'],'event':'a','args':[1]}",
                "delivery | {'family':'derm-app','to':['user:1'],'event':'a','delivery':'acknowledged'}",
                "field | {'family':'derm-app','to':['user:1'],'event':'a','callback':true}",
                "field | {'family':'derm-app','to':['user:1'],'event':'a','data':{}}"
            })
    void namesTheFaultyField(String field, String body) {
        TestClient client = client("derm-app", tenant, "1", Role.ADMIN);

        HttpTestClient.Answer single = emit(body.replace('\'', '"'));
        HttpTestClient.Answer second =
                emit("{\"events\":[" + event("derm-app", "fine", "1", "user:1") + "," + body.replace('\'', '"') + "]}");

        assertThat(single.status()).isEqualTo(400);
        assertThat(single.json().path("error").textValue()).startsWith(field);
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.json().path("error").textValue()).startsWith("events[1]." + field);
        assertThat(client.takeReceived()).isEmpty();
    }

    @Test
    void namesEveryFaultyFieldAtOnce() {
        String body =
                "{\"family\":\"clinic\",\"to\":[\"queue:another\",\"user:1\",\"user:\"],\"except\":[\"tenant:another\"],"
                        + "\"event\":\"connect\",\"args\":[{\"_placeholder\":true}]}";

        assertThat(emit(body).json().path("error").textValue())
                .contains("to[0]: ", "to[2]: ", "except[0]: ", "event: ", "args[0]: ")
                .doesNotContain("to[1]");
    }

    @Test
    void boundsNumbersAndSizes() {
        String rooms =
                IntStream.range(0, 101).mapToObj(i -> "\"user:" + i + "\"").collect(Collectors.joining(","));
        String numbers = IntStream.range(0, 17).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String deep = "[".repeat(33) + "]".repeat(33);
        String large = "\"" + "x".repeat(40_000) + "\"";

        assertThat(emit("{\"family\":\"clinic\",\"to\":[" + rooms + "],\"event\":\"a\"}")
                        .body())
                .contains("to: 101");
        assertThat(emit(event("clinic", "a", numbers, "user:1")).body()).contains("args: 17");
        assertThat(emit(event("clinic", "a", deep, "user:1")).body()).contains("args[0]: nests too deep");
        assertThat(emit(event("clinic", "a", large + "," + large, "user:1")).body())
                .contains("args: too large");
        assertThat(emit(event("clinic", "a".repeat(129), "1", "user:1")).body()).contains("event: invalid");
        assertThat(emit(event("clinic", "a", "1", "x".repeat(321))).body()).contains("to[0]: invalid");
        assertThat(emit(event("clinic", "a", "\"\\ud800\"", "user:1")).body()).contains("args[0]: halves");
    }

    @Test
    void onlyBackEndsMaySendThem() {
        assertThat(connection
                        .post(StubTokenVerifier.DOCTOR, "/api/v1/emit", event("clinic", "a", "1", "user:1"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aKeneyClientThatNamedItsEventsReceivesNoOthersOfTheContract() {
        TestClient client = client("keneyapp", tenant, "u-1", Role.NURSE);
        dialect("keneyapp").connected(client.session());
        client.send("{\"type\":\"subscribe\",\"events\":[\"patient_created\"]}");
        client.runWorkers();
        client.takeReceived();

        for (String name : List.of("patient_created", "patient_deleted", "own_event")) {
            emit(event("keneyapp", name, "{\"type\":\"" + name + "\"}", "tenant:" + tenant.value()));
        }

        assertThat(client.takeReceived()).containsExactly("{\"type\":\"patient_created\"}", "{\"type\":\"own_event\"}");
    }
}
