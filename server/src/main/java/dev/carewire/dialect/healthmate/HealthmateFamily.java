package dev.carewire.dialect.healthmate;

import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.FamilyContext;
import dev.carewire.dialect.FamilyEndpoints;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.WireRooms;
import dev.carewire.dialect.WireRooms.Row;
import dev.carewire.emission.FamilyWire.MessageForm;
import dev.carewire.event.RoomKey.Kind;
import dev.carewire.hub.FamilyLimits;
import dev.carewire.setting.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** HealthMate's clients, on one WebSocket path per service, and the HTTP routes of its operators. */
public final class HealthmateFamily implements ClientFamily {

    /** HealthMate has no names of rooms; these are the server's. */
    static final WireRooms WIRE = new WireRooms(
            "healthmate",
            MessageForm.FRAME,
            List.of(
                    Row.of("tenant:{tenant}", Kind.STAFF),
                    Row.of("user:{id}", Kind.USER),
                    Row.of("conversation:{id}", Kind.THREAD),
                    Row.of("patient:{id}", Kind.PATIENT)));

    private final HealthmateSettings settings = new HealthmateSettings();

    @Override
    public WireRooms wire() {
        return WIRE;
    }

    @Override
    public String name() {
        return HealthmateDialect.NAME;
    }

    @Override
    public List<Setting<?>> settings() {
        return settings.settings();
    }

    @Override
    public FamilyEndpoints create(FamilyContext context) {
        HealthmateConnections connections = new HealthmateConnections(context.clock());
        FamilyLimits limits = settings.limits(context.settings());
        Vocabulary vocabulary = HealthmateVocabulary.create();
        Map<String, PlainDialect> dialects = new HashMap<>();
        for (HealthmateEndpoint endpoint : HealthmateEndpoint.values()) {
            dialects.put(
                    endpoint.path(),
                    new HealthmateDialect(
                            endpoint,
                            context.hub(),
                            context.features(),
                            connections,
                            vocabulary,
                            limits,
                            context.clock()));
        }
        return FamilyEndpoints.forWebSocket(dialects)
                .withRoutes(new ConnectionRoutes(connections, context.clock()).routes());
    }
}
