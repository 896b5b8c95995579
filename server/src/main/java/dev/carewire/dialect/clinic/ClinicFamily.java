package dev.carewire.dialect.clinic;

import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.FamilyContext;
import dev.carewire.dialect.FamilyEndpoints;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingValues;
import java.util.List;

/** The clinic system's web pages, on a Socket.IO path of their own. */
public final class ClinicFamily implements ClientFamily {

    private final ClinicSettings settings = new ClinicSettings();

    @Override
    public List<Setting<?>> settings() {
        return settings.settings();
    }

    /** Whether a token without a role makes its bearer staff of the clinic that it names. */
    public boolean roleLessIsStaff(SettingValues values) {
        return settings.roleLessIsStaff(values);
    }

    @Override
    public String word() {
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
                        context.clock().getZone(),
                        context.clock()));
    }
}
