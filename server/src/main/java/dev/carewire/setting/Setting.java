package dev.carewire.setting;

import java.util.List;
import java.util.Locale;

/**
 * One key of the configuration.
 *
 * @param key section and name, {@code limits.send-window}
 * @param type the texts that are valid, and their values
 * @param defaultText the text that counts when no source gives one
 * @param description one line for operators
 * @param aliases variables of existing installations that give the same setting
 * @param visibility whether messages may show its text
 */
public record Setting<T>(
        String key,
        SettingType<T> type,
        String defaultText,
        String description,
        List<EnvironmentAlias> aliases,
        Visibility visibility) {

    /** Whether messages may show a setting's text. */
    public enum Visibility {
        SHOWN,
        HIDDEN
    }

    /** The variable that overrides this key. */
    public String variable() {
        return "CAREWIRE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** {@code text} as messages may show it. */
    public String displayText(String text) {
        return visibility == Visibility.SHOWN ? text : "***";
    }
}
