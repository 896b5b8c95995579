package dev.carewire.dialect.diagnoxix;

import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.FamilyContext;
import dev.carewire.dialect.FamilyEndpoints;
import dev.carewire.dialect.WireRooms;
import dev.carewire.dialect.WireRooms.Row;
import dev.carewire.emission.FamilyWire.MessageForm;
import dev.carewire.event.RoomKey.Kind;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingValues;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Diagnoxix's clients, on one WebSocket path, and its HTTP routes. */
public final class DiagnoxixFamily implements ClientFamily {

    /** Diagnoxix has no names of rooms; these are the server's. */
    static final WireRooms WIRE = new WireRooms(
            "diagnoxix",
            MessageForm.FRAME,
            List.of(Row.of("tenant:{tenant}", Kind.STAFF), Row.of("user:{id}", Kind.USER)));

    private static final Logger log = LoggerFactory.getLogger(DiagnoxixFamily.class);

    private final DiagnoxixSettings settings = new DiagnoxixSettings();

    @Override
    public WireRooms wire() {
        return WIRE;
    }

    @Override
    public String name() {
        return "diagnoxix";
    }

    @Override
    public List<Setting<?>> settings() {
        return settings.settings();
    }

    /** Whether the claim {@code diagnostic_id} names no clinic of its own, but a part of the default one. */
    public boolean sharesDirectory(SettingValues values) {
        return settings.sharesDirectory(values);
    }

    @Override
    public FamilyEndpoints create(FamilyContext context) {
        DiagnoxixRules rules = settings.rules(context.settings());
        if (rules.trustUserId()) {
            log.atWarn().log("dialects.diagnoxix.trust-user-id: anybody can read the notifications of every user");
        }
        ClientFeatures features = context.features();
        DiagnoxixDialect dialect = new DiagnoxixDialect(
                features.presence(),
                features.recipients(),
                features.notifications(),
                rules.trustUserId(),
                context.defaultTenant(),
                context.hub().traffic(),
                context.clock());
        DiagnoxixAuthentication authentication = new DiagnoxixAuthentication(rules, context.tokens(), context.clock());
        return FamilyEndpoints.forWebSocket(Map.of("/v1/ws/notifications", dialect))
                .withRoutes(
                        new DiagnoxixRoutes(authentication, dialect, features.notifications(), context.defaultTenant())
                                .routes());
    }
}
