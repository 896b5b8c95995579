package dev.carewire.dialect.keney;

import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.FamilyContext;
import dev.carewire.dialect.FamilyEndpoints;
import dev.carewire.dialect.WireRooms;
import dev.carewire.dialect.WireRooms.Row;
import dev.carewire.emission.FamilyWire.MessageForm;
import dev.carewire.event.RoomKey.Kind;
import dev.carewire.setting.Setting;
import java.util.List;
import java.util.Map;

/** KeneyApp's clients, on one WebSocket path for rooms and one for the notifications of a user. */
public final class KeneyFamily implements ClientFamily {

    /** KeneyApp's names of rooms. */
    static final WireRooms WIRE = new WireRooms(
            "keneyapp",
            MessageForm.FRAME,
            List.of(
                    Row.of("tenant:{tenant}", Kind.TENANT),
                    Row.of("user:{id}", Kind.USER),
                    Row.of("notifications:user:{id}", Kind.USER),
                    Row.of("appointment:{id}", Kind.APPOINTMENT),
                    Row.of("chat:{id}", Kind.THREAD),
                    Row.of("patient:{id}", Kind.PATIENT)));

    private final KeneySettings settings = new KeneySettings();

    @Override
    public WireRooms wire() {
        return WIRE;
    }

    @Override
    public String name() {
        return KeneyPathDialect.NAME;
    }

    @Override
    public List<Setting<?>> settings() {
        return settings.settings();
    }

    @Override
    public FamilyEndpoints create(FamilyContext context) {
        KeneyRules rules = settings.rules(context.settings());
        return FamilyEndpoints.forWebSocket(Map.of(
                "/ws",
                new KeneyDialect(context.hub(), context.features(), rules, context.clock()),
                "/ws/notifications/{" + KeneyNotificationsDialect.USER + "}",
                new KeneyNotificationsDialect(
                        context.features(), context.hub().traffic(), rules.limits(), context.clock())));
    }
}
