package dev.carewire.dialect;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.adapter.json.JsonPayloadParser;
import dev.carewire.app.config.ClientFamilies;
import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.cluster.Publisher;
import dev.carewire.command.Caller;
import dev.carewire.emission.FamilyWires;
import dev.carewire.emission.VerbatimMessages;
import dev.carewire.fixture.ImmediateOrder;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.fixture.TestZones;
import dev.carewire.hub.Hub;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.LoggedEvent;
import dev.carewire.setting.SettingValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The clients of a clinic on a server that keeps no records, and the calls of its back end about them. One thread. */
final class RelayClinic {

    private final TenantId tenant;
    private final Hub hub;
    private final TestClock clock;
    private final WiredFeatures features;
    private final FamilyEndpoints families;
    private final ClientSockets sockets;
    private final List<TestClient> clients = new ArrayList<>();

    /**
     * A clinic without clients.
     *
     * @param environment settings of the server
     * @param settings values of the families' settings
     */
    RelayClinic(
            TenantId tenant, Hub hub, TestClock clock, Map<String, String> environment, Map<String, String> settings) {
        this.tenant = tenant;
        this.hub = hub;
        this.clock = clock;
        Map<String, String> all = new HashMap<>(environment);
        all.put("CAREWIRE_RECORDS_KEPT", "none");
        Publisher publisher = TestPublishers.over(
                TestDatabases.H2.database(), (LoggedEvent logged) -> hub.deliver(logged), hub::deliver);
        features = WiredFeatures.over(TestDatabases.H2.database(), publisher, clock, all);
        FamilyContext context = new FamilyContext(
                features.client(),
                hub,
                new SettingValues(Map.copyOf(settings)),
                new TestTokenVerifier(Map.of()),
                PrincipalBuilder.DEFAULT_TENANT,
                clock);
        families = FamilyEndpoints.merge(ClientFamilies.ALL.stream()
                .map(family -> family.create(context))
                .toList());
        VerbatimMessages messages = new VerbatimMessages(
                new FamilyWires(
                        ClientFamilies.ALL.stream().map(ClientFamily::wire).toList()),
                new JsonPayloadParser(TestZones.UTC));
        sockets = new ClientSockets(hub, ImmediateOrder::run, messages, clock);
    }

    /** The calls of the clinic's back end about its clients. */
    ClientSockets sockets() {
        return sockets;
    }

    ManualTimers timers() {
        return features.timers();
    }

    Dialect dialect(String path) {
        Dialect socketIo = families.socketIo().get(path);
        return socketIo != null
                ? socketIo
                : Objects.requireNonNull(families.plain().get(path), path);
    }

    TestClient standard(String user, Role role) {
        return client("/socket.io/", Callers.caller(tenant, user, role));
    }

    TestClient keney(String user, Role role) {
        return client("/ws", Callers.caller(tenant, user, role));
    }

    /** Connects a client to HealthMate's conversations. */
    TestClient chat(String user, Role role) {
        return client("/ws/chat", Callers.caller(tenant, user, role));
    }

    /** Connects a client that has read its greeting, and so have the clients before it. */
    TestClient client(String path, Caller caller) {
        Dialect dialect = dialect(path);
        String id = "s" + (clients.size() + 1);
        if (dialect instanceof PlainDialect plain) {
            plain.opened(id, new NoWebSocket());
        }
        TestClient client =
                new TestClient(id, caller, hub, new TextEncoding(dialect.family(), dialect::render), dialect::receive);
        client.session().whenEvicted(dialect::evicted);
        dialect.connected(client.session());
        client.runWorkers();
        clients.add(client);
        clients.forEach(TestClient::takeReceived);
        return client;
    }

    void advance(Duration time) {
        clock.advance(time);
        features.timers().advance(time);
    }

    /** A WebSocket that only its session writes to. */
    private static final class NoWebSocket implements WebSocketHandle {
        @Override
        public void sendMessages(List<String> messages) {
            throw new UnsupportedOperationException("messages: " + messages.size() + " (expected: none)");
        }

        @Override
        public void close(ConnectRefusal.CloseStatus end) {
            throw new UnsupportedOperationException("close: " + end + " (expected: none)");
        }
    }
}
