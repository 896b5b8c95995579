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
            "Whether a bare ping at /ws is answered with a bare pong; clients that read JSON alone stumble over it.");

    /** The rules that these values stand for. */
    KeneyRules rules(SettingValues values) {
        return new KeneyRules(values.get(barePong));
    }
}
