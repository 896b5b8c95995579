package dev.carewire.dialect.standard;

import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.FamilyContext;
import dev.carewire.dialect.FamilyEndpoints;
import dev.carewire.dialect.WireRooms;
import dev.carewire.dialect.WireRooms.Row;
import dev.carewire.emission.FamilyWire.MessageForm;
import dev.carewire.event.RoomKey.Kind;
import dev.carewire.setting.Setting;
import java.util.List;

/** derm-app's web client, on the default Socket.IO path. */
public final class StandardFamily implements ClientFamily {

    /** derm-app's names of rooms. */
    static final WireRooms WIRE = new WireRooms(
            "derm-app",
            MessageForm.NAMED,
            List.of(
                    Row.of("tenant:{tenant}", Kind.TENANT),
                    Row.of("tenant:{tenant}:module:{id}", Kind.MODULE),
                    Row.of("user:{id}", Kind.USER),
                    Row.of("thread:{id}", Kind.THREAD),
                    Row.of("patient:{id}", Kind.PATIENT),
                    Row.of("patient-flow:{tenant}", Kind.PATIENT_FLOW),
                    Row.of("patient-flow:{tenant}:{id}", Kind.PATIENT_FLOW),
                    Row.of("room-board:{tenant}:{id}", Kind.ROOM_BOARD),
                    Row.of("provider-queue:{tenant}:{id}", Kind.PROVIDER_QUEUE),
                    Row.of("ambient:recording:{id}", Kind.RECORDING)));

    private final StandardSettings settings = new StandardSettings();

    @Override
    public WireRooms wire() {
        return WIRE;
    }

    @Override
    public String name() {
        return "standard";
    }

    @Override
    public List<Setting<?>> settings() {
        return settings.settings();
    }

    @Override
    public FamilyEndpoints create(FamilyContext context) {
        return FamilyEndpoints.forSocketIo(
                "/socket.io/",
                new StandardDialect(
                        context.hub(), context.features(), settings.rules(context.settings()), context.clock()));
    }
}
