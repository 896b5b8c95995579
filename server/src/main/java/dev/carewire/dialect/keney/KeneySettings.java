package dev.carewire.dialect.keney;

import dev.carewire.setting.EnvironmentAlias;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;

/** The settings of KeneyApp's clients. */
final class KeneySettings extends SettingSection {

    private final Setting<Boolean> barePong = add(
            "dialects.keney.bare-pong",
            SettingType.bool(),
            "false",
            "Whether the bare text ping at /ws is answered with the bare text pong, which clients that only read JSON cannot parse.");

    private final Setting<Integer> connectionsPerTenant = add(
            "dialects.keney.connections-per-tenant",
            SettingType.integer(1, 1_000_000, "connections"),
            "100",
            "Connections of one clinic over KeneyApp's paths; its document's number.",
            new EnvironmentAlias("MAX_WEBSOCKET_CONNECTIONS_PER_TENANT"));

    /** The rules that these values stand for. */
    KeneyRules rules(SettingValues values) {
        return new KeneyRules(values.get(barePong), values.get(connectionsPerTenant));
    }
}
