package dev.carewire.app.config;

import java.util.List;
import java.util.Locale;

/**
 * One key of the configuration.
 *
 * @param key section and name, {@code limits.send-window}
 * @param type what its text may be
 * @param standard the text that holds when nobody gives one
 * @param meaning one line for people
 * @param seeds variables of existing installations that give it, too
 * @param visibility whether its text may be shown
 */
public record Setting<T>(
        String key, SettingType<T> type, String standard, String meaning, List<Seed> seeds, Visibility visibility) {

    /** Whether a value may appear in messages. */
    enum Visibility {
        SHOWN,
        HIDDEN
    }

    static <T> Setting<T> of(String key, SettingType<T> type, String standard, String meaning, Seed... seeds) {
        return new Setting<>(key, type, standard, meaning, List.of(seeds), Visibility.SHOWN);
    }

    Setting<T> hidden() {
        return new Setting<>(key, type, standard, meaning, seeds, Visibility.HIDDEN);
    }

    /** The variable that overrides this key. */
    public String variable() {
        return "CAREWIRE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** {@code text} as messages may show it. */
    String shown(String text) {
        return visibility == Visibility.SHOWN ? text : "***";
    }
}
