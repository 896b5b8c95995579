package dev.carewire.dialect;

import dev.carewire.app.config.ClientFamilies;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.hub.Hub;
import dev.carewire.setting.SettingValues;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;

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
        FamilyContext context = new FamilyContext(
                features,
                hub,
                new SettingValues(Map.of()),
                new TestTokenVerifier(Map.of()),
                PrincipalBuilder.DEFAULT_TENANT,
                clock);
        return FamilyEndpoints.merge(ClientFamilies.ALL.stream()
                .map(family -> family.create(context))
                .toList());
    }
}
