package dev.carewire.app.config;

import dev.carewire.dialect.keney.KeneyRules;
import java.util.List;

/** The section {@code dialects.keney}. */
final class KeneySettings {

    static final Setting<Boolean> BARE_PONG = Setting.of(
            "dialects.keney.bare-pong",
            SettingType.truth(),
            "false",
            "Whether a bare ping at /ws is answered with a bare pong; clients that read JSON alone stumble over it.");

    static final List<Setting<?>> ALL = List.of(BARE_PONG);

    private KeneySettings() {}

    /** What the section says. */
    static KeneyRules keney(Assignments given) {
        return new KeneyRules(given.get(BARE_PONG));
    }
}
