package dev.carewire.dialect;

import dev.carewire.dialect.clinic.ClinicFamily;
import dev.carewire.dialect.standard.StandardFamily;
import dev.carewire.hub.Hub;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.setting.SettingValues;
import java.time.Clock;
import java.util.Map;

/** The Socket.IO dialects as the server creates them, with default settings. */
public final class TestDialects {

    private TestDialects() {}

    public static Dialect standard(Hub hub, ClientFeatures features, Clock clock) {
        return dialect(new StandardFamily(), hub, features, clock);
    }

    public static Dialect clinic(Hub hub, ClientFeatures features, Clock clock) {
        return dialect(new ClinicFamily(), hub, features, clock);
    }

    private static Dialect dialect(ClientFamily family, Hub hub, ClientFeatures features, Clock clock) {
        TokenVerifier tokens = new TestTokenVerifier(Map.of());
        SettingValues defaults = new SettingValues(Map.of());
        return family.create(new FamilyContext(features, hub, defaults, tokens, Runnable::run, clock))
                .socketIo()
                .values()
                .iterator()
                .next();
    }
}
