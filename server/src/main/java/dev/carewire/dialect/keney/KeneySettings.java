package dev.carewire.dialect.keney;

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

    /** The rules that these values stand for. */
    KeneyRules rules(SettingValues values) {
        return new KeneyRules(values.get(barePong));
    }
}
