package dev.carewire.dialect.clinic;

import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.FamilyContext;
import dev.carewire.dialect.FamilyEndpoints;
import dev.carewire.dialect.WireRooms;
import dev.carewire.dialect.WireRooms.Row;
import dev.carewire.emission.FamilyWire.MessageForm;
import dev.carewire.event.RoomKey.Kind;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingValues;
import java.util.List;

/** The clinic system's web pages, on a Socket.IO path of their own. */
public final class ClinicFamily implements ClientFamily {

    /**
     * The clinic system's names of rooms. The sockets that listen on its pages never subscribe, so the rooms of records stand for all
     * staff, too.
     */
    static final WireRooms WIRE = new WireRooms(
            "clinic",
            MessageForm.NAMED,
            List.of(
                    Row.of("tenant:{tenant}", Kind.TENANT),
                    Row.of("user:{id}", Kind.USER),
                    Row.of("queue:{tenant}", Kind.QUEUE, Kind.TENANT),
                    Row.of("appointments:{tenant}", Kind.APPOINTMENTS, Kind.TENANT),
                    Row.of("visits:{tenant}", Kind.VISITS, Kind.TENANT),
                    Row.of("prescriptions:{tenant}", Kind.PRESCRIPTIONS, Kind.TENANT),
                    Row.of("invoices:{tenant}", Kind.INVOICES, Kind.TENANT),
                    Row.of("patients:{tenant}", Kind.TENANT)));

    private final ClinicSettings settings = new ClinicSettings();

    @Override
    public WireRooms wire() {
        return WIRE;
    }

    @Override
    public List<Setting<?>> settings() {
        return settings.settings();
    }

    /** Whether a token without a role makes its bearer staff of the clinic that it names. */
    public boolean roleLessIsStaff(SettingValues values) {
        return settings.roleLessIsStaff(values);
    }

    @Override
    public String name() {
        return "clinic";
    }

    @Override
    public FamilyEndpoints create(FamilyContext context) {
        return FamilyEndpoints.forSocketIo(
                "/api/socket/",
                new ClinicDialect(
                        context.hub(),
                        context.features().presence(),
                        context.features().recipients(),
                        settings.allTenantsRoles(context.settings()),
                        context.features().clinics(),
                        context.clock()));
    }
}
