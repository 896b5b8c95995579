package dev.carewire.dialect;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.app.config.ClientFamilies;
import dev.carewire.cluster.Publisher;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.log.RingLimits;
import dev.carewire.setting.SettingValues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The dialects as the server creates them, with default settings. */
public final class TestDialects {

    private TestDialects() {}

    public static Dialect standard(Hub hub, ClientFeatures features, Clock clock) {
        return dialect("/socket.io/", hub, features, clock);
    }

    public static Dialect clinic(Hub hub, ClientFeatures features, Clock clock) {
        return dialect("/api/socket/", hub, features, clock);
    }

    private static Dialect dialect(String path, Hub hub, ClientFeatures features, Clock clock) {
        return Objects.requireNonNull(all(hub, features, clock).socketIo().get(path), path);
    }

    /** The endpoints of every client family; they know no token. */
    public static FamilyEndpoints all(Hub hub, ClientFeatures features, Clock clock) {
        return all(hub, features, new TestTokenVerifier(Map.of()), clock);
    }

    /** The endpoints of every client family. */
    public static FamilyEndpoints all(Hub hub, ClientFeatures features, TokenVerifier tokens, Clock clock) {
        FamilyContext context = new FamilyContext(
                features, hub, new SettingValues(Map.of()), tokens, PrincipalBuilder.DEFAULT_TENANT, clock);
        return FamilyEndpoints.merge(ClientFamilies.ALL.stream()
                .map(family -> family.create(context))
                .toList());
    }

    /** The dialects of every client family, by name. */
    public static Map<String, Dialect> byName() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC);
        Hub hub = new Hub(
                new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))), clock);
        Database database = TestDatabases.H2.database();
        Publisher publisher = TestPublishers.over(database, hub::deliver);
        FamilyEndpoints endpoints = all(hub, TestFeatures.over(database, publisher, clock), clock);
        Map<String, Dialect> dialects = new TreeMap<>();
        Stream.concat(endpoints.socketIo().values().stream(), endpoints.plain().values().stream())
                .forEach(dialect -> dialects.put(dialect.name(), dialect));
        return dialects;
    }
}
