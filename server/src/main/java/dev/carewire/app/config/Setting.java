package dev.carewire.app.config;

import java.util.List;
import java.util.Locale;

/**
 * One key of the configuration.
 *
 * @param key section and name, {@code limits.send-window}
 * @param type what its text may be
 * @param defaultText the text that holds when nobody gives one
 * @param description one line for people
 * @param aliases variables of existing installations that give it, too
 * @param visibility whether its text may be shown
 */
public record Setting<T>(
        String key,
        SettingType<T> type,
        String defaultText,
        String description,
        List<EnvironmentAlias> aliases,
        Visibility visibility) {

    /** Whether a value may appear in messages. */
    enum Visibility {
        SHOWN,
        HIDDEN
    }

    static <T> Setting<T> of(
            String key, SettingType<T> type, String standard, String meaning, EnvironmentAlias... seeds) {
        return new Setting<>(key, type, standard, meaning, List.of(seeds), Visibility.SHOWN);
    }

    Setting<T> hidden() {
        return new Setting<>(key, type, defaultText, description, aliases, Visibility.HIDDEN);
    }

    /** The variable that overrides this key. */
    public String variable() {
        return "CAREWIRE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** {@code text} as messages may show it. */
    String displayText(String text) {
        return visibility == Visibility.SHOWN ? text : "***";
    }
}
