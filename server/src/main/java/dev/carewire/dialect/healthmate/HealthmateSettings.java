package dev.carewire.dialect.healthmate;

import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;

/** The settings of HealthMate's clients. */
final class HealthmateSettings extends SettingSection {

    private final Setting<Integer> connectionsPerUser = add(
            "limits.healthmate-connections-per-user",
            SettingType.integer(1, 1_000_000, "connections"),
            "5",
            "Connections of one user over HealthMate's paths. Further ones are rejected; the client may try again.");

    /** Most connections of one user, across all services. */
    int connectionsPerUser(SettingValues values) {
        return values.get(connectionsPerUser);
    }
}
