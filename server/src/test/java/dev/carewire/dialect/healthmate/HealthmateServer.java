package dev.carewire.dialect.healthmate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.cluster.Publisher;
import dev.carewire.command.Caller;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.FamilyContext;
import dev.carewire.dialect.FamilyEndpoints;
import dev.carewire.dialect.TestFeatures;
import dev.carewire.dialect.TestTokenVerifier;
import dev.carewire.fixture.PatientFormBuilder;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.StaffSnapshotBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.fixture.TestZones;
import dev.carewire.http.Router;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.Recovery;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TenantGate;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import dev.carewire.rate.AddressLimits;
import dev.carewire.rate.RequestLimits;
import dev.carewire.setting.SettingValues;
import dev.carewire.transport.TestLimits;
import dev.carewire.transport.TestPort;
import dev.carewire.transport.TestSessions;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpApiEdge;
import dev.carewire.transport.http.RequestRates;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.plain.PlainConfig;
import dev.carewire.transport.plain.PlainEdge;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.GracefulPort;
import dev.carewire.transport.session.SessionRuntime;
import dev.carewire.transport.websocket.Compression;
import dev.carewire.transport.websocket.DeflateUse;
import dev.carewire.transport.websocket.RawWebSocket;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** HealthMate's paths on a real port with an in-memory database. The users' names are their tokens. */
final class HealthmateServer implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    static final Duration LONG = Duration.ofSeconds(60);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The tenant of users whose tokens name no clinic. */
    final TenantId other = new TenantId("other-" + UUID.randomUUID());

    final TenantId tenant = new TenantId("first-" + UUID.randomUUID());

    final ClientFeatures features;
    final Hub hub;
    private final Map<String, Principal> people = new HashMap<>();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final GracefulPort port;

    HealthmateServer() {
        this(LONG, LONG, 100);
    }

    /** @param perNode the maximum number of sessions */
    HealthmateServer(Duration heartbeat, Duration idle, int perNode) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        hub = new Hub(new HubConfig(new SessionLimits(perNode, 100, 20), new RingLimits(1 << 20, LONG)), clock);
        Database database = TestDatabases.H2.database();
        StaffMember doc = new StaffMember(new StaffSnapshotBuilder("9", "Dana", "North").build(), Role.DOCTOR);
        new JdbiUsers(database, UserDirectory.OPEN).put(tenant, List.of(doc));
        Publisher publisher = TestPublishers.over(database, hub::deliver);
        features = TestFeatures.over(database, publisher, clock);
        person("ann", "7", Optional.of(tenant), "ann@home.example", Role.PATIENT);
        person("bob", "8", Optional.of(tenant), "bob@home.example", Role.OTHER);
        person("doc", "9", Optional.of(tenant), "doc@clinic.example", Role.DOCTOR);
        person("eve", "7", Optional.of(other), "eve@else.example", Role.PATIENT);
        person("ends", "11", Optional.of(tenant), "ends@home.example", Optional.of(NOW.plusMillis(300)), Role.PATIENT);
        person("screen", "12", Optional.of(tenant), "screen", Role.DISPLAY);
        person("ops", "90", Optional.of(tenant), "ops", Role.OPERATOR);
        person("otherops", "91", Optional.of(other), "ops", Role.OPERATOR);
        person("plainops", "92", Optional.empty(), "ops", Role.OPERATOR);
        person("super", "93", Optional.empty(), "super", Role.SUPER_ADMIN);
        port = open(heartbeat, idle, clock);
    }

    private void person(String token, String id, Optional<TenantId> in, String name, Role role) {
        person(token, id, in, name, Optional.empty(), role);
    }

    private void person(
            String token, String id, Optional<TenantId> in, String name, Optional<Instant> end, Role... roles) {
        people.put(
                token,
                new Principal(
                        in.orElse(PrincipalBuilder.DEFAULT_TENANT), id, name, Set.of(roles), Optional.empty(), end));
    }

    private GracefulPort open(Duration heartbeat, Duration idle, Clock clock) {
        OriginPolicy origins = new OriginPolicy(Set.of());
        SessionRuntime sessions = new SessionRuntime(
                hub,
                Recovery.ofMemory(hub, clock),
                TenantGate.OPEN,
                new TestTokenVerifier(people),
                workers,
                clock,
                new TestLimits()
                        .idleTimeout(idle)
                        .maxPayload(100_000)
                        .messages(1_000)
                        .build(),
                TestSessions.EXPIRY,
                TestPort.memory());
        SettingValues settings = new SettingValues(Map.of("dialects.healthmate.connections-per-user", "2"));
        FamilyEndpoints endpoints = new HealthmateFamily()
                .create(new FamilyContext(
                        features, hub, settings, sessions.tokens(), PrincipalBuilder.DEFAULT_TENANT, clock));
        HttpApi api = new HttpApi(
                new Router(endpoints.routes()),
                new BearerAuthentication(sessions.tokens(), origins),
                origins,
                TestZones.UTC,
                new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
                workers);
        ConnectGate connectGate = new ConnectGate(AddressLimits.NONE, clock);
        PlainEdge plain = new PlainEdge(
                new PlainConfig(heartbeat, heartbeat, Compression.NONE),
                endpoints.plain(),
                sessions,
                origins,
                new DeflateUse(),
                connectGate);
        return TestPort.open(hub, connectGate, plain, new HttpApiEdge(api, 5_000));
    }

    /** The id of a new patient of the clinic. */
    String patient() {
        return features.patients()
                .create(
                        caller("doc"),
                        new PatientFormBuilder()
                                .firstName("Pat")
                                .lastName("North")
                                .build())
                .id();
    }

    /** The user of a token. */
    Caller caller(String token) {
        Principal principal = people.get(token);
        return new Caller(principal, principal.tenant());
    }

    /** Connects a client to a service and reads the greeting. */
    Client connect(String service) throws InterruptedException {
        Client client =
                new Client(new RawWebSocket(http, URI.create("ws://127.0.0.1:" + port.boundPort() + "/ws/" + service)));
        JsonNode greeting = client.next("connection_established");
        assertThat(UUID.fromString(greeting.path("connection_id").textValue())).isNotNull();
        client.id = greeting.path("connection_id").textValue();
        if (service.equals("combined")) {
            client.next("welcome");
        }
        return client;
    }

    /** Connects a client to a service and authenticates it. */
    Client connect(String service, String token) throws InterruptedException {
        Client client = connect(service);
        client.send("{'type':'authenticate','token':'" + token + "'}");
        client.next("authentication_success");
        if (service.equals("notifications")) {
            client.next("authenticated");
        }
        return client;
    }

    HttpResponse<String> http(String method, String token, String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.boundPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(LONG);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException malformed) {
            throw new AssertionError(text, malformed);
        }
    }

    @Override
    public void close() {
        port.close();
        workers.shutdownNow();
    }

    /** A client. */
    static final class Client implements AutoCloseable {

        final RawWebSocket socket;
        String id = "";

        private Client(RawWebSocket socket) {
            this.socket = socket;
        }

        /** Sends JSON that is written with single quotes. */
        void send(String json) {
            socket.send(json.replace('\'', '"'));
        }

        /** The next frame, which must have this type and a timestamp. */
        JsonNode next(String type) throws InterruptedException {
            String text = socket.next();
            assertThat(text).startsWith("{\"type\":\"" + type + "\"");
            JsonNode frame = json(text);
            assertThat(Instant.parse(frame.path("timestamp").textValue())).isEqualTo(NOW);
            return frame;
        }

        /** The next frame, as JSON with single quotes, without its timestamp. */
        String nextMessage() throws InterruptedException {
            String text = socket.next();
            String stamp = ",\"timestamp\":\"2026-11-20T15:00:00.000Z\"}";
            String rest = text.endsWith(stamp) ? text.substring(0, text.length() - stamp.length()) + "}" : text;
            return rest.replace('"', '\'');
        }

        /** Asserts that no other frame precedes the response to a ping. */
        void assertNothingReceived() throws InterruptedException {
            send("{'type':'ping'}");
            assertThat(nextMessage()).isEqualTo("{'type':'pong'}");
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
