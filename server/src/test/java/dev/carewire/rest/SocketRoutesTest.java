package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.json.JsonPayloadParser;
import dev.carewire.app.config.ClientFamilies;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.ClientSockets;
import dev.carewire.dialect.ClientSockets.Replies;
import dev.carewire.dialect.Rooms;
import dev.carewire.emission.FamilyWires;
import dev.carewire.emission.VerbatimEmission;
import dev.carewire.emission.VerbatimMessages;
import dev.carewire.event.CustomEvents.VerbatimMessage;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.ImmediateOrder;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.TestZones;
import dev.carewire.http.Router;
import dev.carewire.hub.AckReply;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.FamilyLimits;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.RecordingConnection;
import dev.carewire.hub.SerialExecutor;
import dev.carewire.hub.Session;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketRoutesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00.250Z");

    private final TenantId tenant = new TenantId("first-" + UUID.randomUUID());
    private final TenantId other = new TenantId("other-" + UUID.randomUUID());
    private final TestClock clock = new TestClock(NOW, ZoneOffset.UTC);
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(5_000, 5_000, 5_000), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            clock);
    private final Map<String, RecordingConnection> connections = new TreeMap<>();
    private final ClientSockets sockets = new ClientSockets(
            hub,
            ImmediateOrder::run,
            new VerbatimMessages(
                    new FamilyWires(
                            ClientFamilies.ALL.stream().map(ClientFamily::wire).toList()),
                    new JsonPayloadParser(TestZones.UTC)),
            clock);
    private final HttpTestClient connection = new HttpTestClient(api());

    private HttpApi api() {
        OriginPolicy origins = new OriginPolicy(Set.of());
        return new HttpApi(
                new Router(new SocketRoutes(sockets, 50, 50, clock).routes()),
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

    private Session session(String id, String family, TenantId clinic, String user, Role role) {
        RecordingConnection client = new RecordingConnection();
        Caller caller = new Caller(
                new PrincipalBuilder(user, "Name of " + user, Set.of(role))
                        .tenant(clinic)
                        .build(),
                clinic);
        Session session = new Session(
                id,
                Optional.empty(),
                caller,
                new TextEncoding(
                        family,
                        event -> event.payload() instanceof VerbatimMessage message
                                        && message.family().equals(family)
                                ? List.of(message.name() + message.arguments())
                                : List.of()),
                client,
                new SerialExecutor(Runnable::run));
        hub.register(session, FamilyLimits.none(""));
        Rooms.initialRooms(caller).forEach(room -> hub.join(session, room));
        hub.join(session, RoomKey.backEnd(clinic, id));
        connections.put(id, client);
        return session;
    }

    private Session nurse(String id) {
        return session(id, "derm-app", tenant, "nurse-" + id, Role.NURSE);
    }

    private HttpTestClient.Answer call(String verb, String body) {
        return connection.post(StubTokenVerifier.SERVICE, "/api/v1/sockets/" + verb, body.replace('\'', '"'));
    }

    private List<String> fetchedIds(String body) {
        List<String> ids = new ArrayList<>();
        call("fetch", body)
                .json()
                .path("sockets")
                .forEach(socket -> ids.add(socket.path("id").textValue()));
        return ids;
    }

    @Test
    void listsASocketWithItsUserAndTheFamilysNamesOfItsRooms() {
        Session session = nurse("s-1");
        hub.join(session, RoomKey.thread(tenant, "t-1"));
        hub.join(session, new RoomKey(tenant, RoomKey.Kind.MODULE, "labs"));
        hub.join(session, RoomKey.roomBoard(tenant, "loc-1"));

        assertThat(call("fetch", "{'family':'derm-app'}").body())
                .isEqualTo(("{'sockets':[{'id':'s-1','userId':'nurse-s-1','tenantId':'T','name':'Name of nurse-s-1',"
                                + "'roles':['nurse'],'rooms':['room-board:T:loc-1','s-1','tenant:T',"
                                + "'tenant:T:module:labs','thread:t-1','user:nurse-s-1'],"
                                + "'connectedAt':'2026-11-20T15:00:00.250Z'}]}")
                        .replace('\'', '"')
                        .replace(":T", ":" + tenant.value())
                        .replace("\"T\"", "\"" + tenant.value() + "\""));
    }

    @Test
    void selectsByFamilyRoomAndException() {
        nurse("a");
        clock.advance(Duration.ofSeconds(1));
        nurse("b");
        session("c", "clinic", tenant, "nurse-c", Role.NURSE);
        session("d", "derm-app", other, "nurse-d", Role.NURSE);
        session("e", "derm-app", tenant, "pat", Role.PATIENT);

        assertThat(fetchedIds("{'family':'derm-app'}")).startsWith("a").containsExactlyInAnyOrder("a", "b", "e");
        assertThat(fetchedIds("{'family':'clinic','in':[]}")).containsExactly("c");
        assertThat(fetchedIds("{'family':'derm-app','in':['b','user:pat']}")).containsExactlyInAnyOrder("b", "e");
        assertThat(fetchedIds("{'family':'derm-app','in':'tenant:" + tenant.value() + "','except':['a']}"))
                .containsExactly("b");
        assertThat(fetchedIds("{'family':'derm-app','in':['d']}")).isEmpty();
        assertThat(fetchedIds("{'family':'derm-app','in':['user:nurse-d']}")).isEmpty();
    }

    @Test
    void listsAThousandAndSaysThatThereAreMore() {
        for (int i = 0; i <= ClientSockets.MAX_LISTED; i++) {
            nurse("s" + i);
        }

        HttpTestClient.Answer answer = call("fetch", "{'family':'derm-app'}");

        assertThat(answer.json().path("sockets")).hasSize(ClientSockets.MAX_LISTED);
        assertThat(answer.json().path("truncated").booleanValue()).isTrue();
        assertThat(call("ask", "{'family':'derm-app','event':'q'}").status()).isEqualTo(409);
    }

    @Test
    void joinsAndLeavesRoomsOfTheBackEndAndOfTheFamily() {
        Session first = nurse("a");
        Session second = nurse("b");

        assertThat(call("join", "{'family':'derm-app','in':['a'],'rooms':['ward 7','thread:t-1']}")
                        .body())
                .isEqualTo("{\"sockets\":1}");
        assertThat(first.isIn(RoomKey.backEnd(tenant, "ward 7"))).isTrue();
        assertThat(first.isIn(RoomKey.thread(tenant, "t-1"))).isTrue();
        assertThat(first.isGranted(RoomKey.thread(tenant, "t-1"))).isTrue();
        assertThat(second.isIn(RoomKey.thread(tenant, "t-1"))).isFalse();
        assertThat(fetchedIds("{'family':'derm-app','in':['ward 7']}")).containsExactly("a");

        assertThat(call("leave", "{'family':'derm-app','in':['ward 7'],'rooms':['thread:t-1','ward 7']}")
                        .body())
                .isEqualTo("{\"sockets\":1}");
        assertThat(first.isIn(RoomKey.thread(tenant, "t-1"))).isFalse();
        assertThat(first.isGranted(RoomKey.thread(tenant, "t-1"))).isFalse();
    }

    @Test
    void aSocketThatIsFullOfRoomsJoinsNoMore() {
        Session full = nurse("a");
        nurse("b");
        for (int i = full.roomCount(); i < Rooms.MAX_PER_SESSION; i++) {
            hub.join(full, RoomKey.thread(tenant, "t" + i));
        }

        assertThat(call("join", "{'family':'derm-app','rooms':['lobby']}").body())
                .isEqualTo("{\"sockets\":1}");
        assertThat(full.isIn(RoomKey.backEnd(tenant, "lobby"))).isFalse();
    }

    @Test
    void endsSessionsOrTheirTransportsToo() {
        nurse("a");
        nurse("b");
        nurse("c");

        assertThat(call("disconnect", "{'family':'derm-app','in':['a']}").body())
                .isEqualTo("{\"sockets\":1}");
        assertThat(call("disconnect", "{'family':'derm-app','in':['b'],'close':true}")
                        .body())
                .isEqualTo("{\"sockets\":1}");

        assertThat(connections.get("a").closeReasons()).containsExactly(CloseReason.DISCONNECTED);
        assertThat(connections.get("b").closeReasons()).contains(CloseReason.DISCONNECTED);
        assertThat(connections.get("c").closeReasons()).isEmpty();
    }

    @Test
    void collectsTheRepliesOfSocketsAndCountsTheMissingOnes() {
        Session first = nurse("a");
        Session second = nurse("b");
        nurse("c");
        Session excepted = nurse("x");
        session("p", "derm-app", tenant, "pat", Role.PATIENT);
        session("d", "derm-app", other, "nurse-d", Role.NURSE);

        CompletableFuture<Replies> replies = sockets.ask(
                        tenant,
                        new VerbatimEmission(
                                "",
                                "derm-app",
                                List.of("tenant:" + tenant.value()),
                                List.of("x"),
                                "q",
                                List.of("1.0"),
                                Optional.empty()),
                        Duration.ofMillis(300))
                .toCompletableFuture();
        first.receiveAck(ackId("a"), new AckReply("[1.50,{\"ok\":true}]", List.of()));
        second.receiveAck(ackId("b"), new AckReply("[\"" + "x".repeat(65_536) + "\"]", List.of()));

        assertThat(replies)
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo(new Replies(Map.of("a", "[1.50,{\"ok\":true}]"), 2));
        assertThat(connections.get("c").received()).singleElement().asString().endsWith(" q[1.0]");
        assertThat(List.of("x", "p", "d"))
                .allSatisfy(id -> assertThat(connections.get(id).received()).isEmpty());
        assertThat(excepted.isIn(RoomKey.tenant(tenant))).isTrue();
    }

    private long ackId(String id) {
        return Long.parseLong(connections.get(id).received().get(0).split(" ")[0]);
    }

    @Test
    void asksNobodyWhereNobodyIsConnected() {
        assertThat(call("ask", "{'family':'derm-app','event':'q'}").body()).isEqualTo("{\"answers\":[],\"missing\":0}");
    }

    @Test
    void refusesFurtherQuestionsWhileAHundredWait() {
        nurse("a");
        for (int i = 0; i < ClientSockets.MAX_QUESTIONS / ClientSockets.MAX_QUESTIONS_PER_TENANT; i++) {
            TenantId clinic = new TenantId("clinic-" + i);
            session("in-" + i, "derm-app", clinic, "nurse", Role.NURSE);
            for (int n = 0; n < ClientSockets.MAX_QUESTIONS_PER_TENANT; n++) {
                sockets.ask(clinic, questionTo("in-" + i), Duration.ofSeconds(30));
            }
        }

        assertThat(call("ask", "{'family':'derm-app','event':'q'}").status()).isEqualTo(503);
    }

    @Test
    void oneClinicsQuestionsDoNotKeepOthersFromAsking() {
        nurse("a");
        session("b", "derm-app", other, "nurse", Role.NURSE);
        for (int n = 0; n < ClientSockets.MAX_QUESTIONS_PER_TENANT; n++) {
            sockets.ask(other, questionTo("b"), Duration.ofSeconds(30));
        }

        assertThatThrownBy(() -> sockets.ask(other, questionTo("b"), Duration.ofSeconds(30)))
                .isInstanceOf(RejectedException.class);
        assertThat(sockets.ask(tenant, questionTo("a"), Duration.ofMillis(100))).succeedsWithin(Duration.ofSeconds(10));
    }

    private static VerbatimEmission questionTo(String room) {
        return new VerbatimEmission("", "derm-app", List.of(room), List.of(), "q", List.of(), Optional.empty());
    }

    @Test
    void aScreenOrPatientJoinsNoRoomWithTheClinicsOwnEvents() {
        Session nurse = nurse("n");
        Session patient = session("p", "derm-app", tenant, "pat", Role.PATIENT);
        Session screen = session("d", "derm-app", tenant, "screen", Role.DISPLAY);

        assertThat(call("join", "{'family':'derm-app','rooms':['patient:7']}").body())
                .isEqualTo("{\"sockets\":1}");
        assertThat(nurse.isIn(RoomKey.patient(tenant, "7"))).isTrue();
        assertThat(List.of(patient, screen)).noneMatch(session -> session.isIn(RoomKey.patient(tenant, "7")));
        assertThat(call("join", "{'family':'derm-app','rooms':['lobby']}").body())
                .isEqualTo("{\"sockets\":3}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fetch | family | {}",
                "fetch | family | {'family':'fax'}",
                "fetch | field | {'family':'derm-app','to':[]}",
                "fetch | in[0] | {'family':'derm-app','in':['tenant:another']}",
                "fetch | except[0] | {'family':'clinic','except':['queue:another']}",
                "fetch | in | {'family':'clinic','in':[1]}",
                "join | rooms | {'family':'derm-app'}",
                "join | rooms | {'family':'derm-app','rooms':[]}",
                "join | rooms[0] | {'family':'derm-app','rooms':['tenant:another']}",
                "join | rooms | {'family':'derm-app','rooms':['user:u-1']}",
                "join | rooms | {'family':'clinic','rooms':['queue:T']}",
                "join | rooms | {'family':'derm-app','rooms':['tenant:T:module:labs']}",
                "leave | rooms | {'family':'derm-app','rooms':['tenant:T']}",
                "leave | field | {'family':'derm-app','rooms':['a'],'close':true}",
                "disconnect | close | {'family':'derm-app','close':'yes'}",
                "disconnect | field | {'family':'derm-app','rooms':['a']}",
                "ask | event | {'family':'derm-app'}",
                "ask | event | {'family':'derm-app','event':'disconnect'}",
                "ask | family | {'family':'keneyapp','event':'a','args':[{'type':'a'}]}",
                "ask | timeoutMs | {'family':'derm-app','event':'a','timeoutMs':99}",
                "ask | timeoutMs | {'family':'derm-app','event':'a','timeoutMs':30001}",
                "ask | field | {'family':'derm-app','event':'a','delivery':'logged'}",
                "ask | to[0] | {'family':'derm-app','event':'a','to':['tenant:another']}"
            })
    void namesTheFaultyField(String verb, String field, String body) {
        Session session = nurse("a");
        Set<RoomKey> before = session.rooms();

        HttpTestClient.Answer answer = call(verb, body.replaceAll(":T(?=[:'])", ":" + tenant.value()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("error").textValue()).startsWith(field);
        assertThat(session.rooms()).isEqualTo(before);
        assertThat(connections.get("a").received()).isEmpty();
        assertThat(connections.get("a").closeReasons()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ask", "fetch", "join", "leave", "disconnect"})
    void onlyBackEndsMayWithinTheirRate(String verb) {
        String body = "{\"family\":\"derm-app\"}";

        assertThat(connection
                        .post(StubTokenVerifier.DOCTOR, "/api/v1/sockets/" + verb, body)
                        .status())
                .isEqualTo(403);
        for (int i = 0; i < 50; i++) {
            call(verb, body);
        }
        HttpTestClient.Answer excess = call(verb, body);
        assertThat(excess.status()).isEqualTo(429);
        assertThat(excess.headers().get("Retry-After")).isNotBlank();
    }
}
