package dev.carewire.dialect.healthmate;

import dev.carewire.hub.FamilyLimits;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;

/** The settings of HealthMate's clients. */
final class HealthmateSettings extends SettingSection {

    private final Setting<Integer> connections = add(
            "dialects.healthmate.connections",
            SettingType.integer(1, 1_000_000, "connections"),
            "1000",
            "Connections over HealthMate's paths in all; its document's number.");

    private final Setting<Integer> connectionsPerUser = add(
            "dialects.healthmate.connections-per-user",
            SettingType.integer(1, 1_000_000, "connections"),
            "5",
            "Connections of one user over HealthMate's paths. Further ones are rejected; the client may try again.");

    /** The largest numbers of connections, across all services. */
    FamilyLimits limits(SettingValues values) {
        return new FamilyLimits(
                HealthmateDialect.NAME,
                values.get(connections),
                FamilyLimits.UNLIMITED,
                values.get(connectionsPerUser));
    }
}
