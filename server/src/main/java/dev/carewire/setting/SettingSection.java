package dev.carewire.setting;

import dev.carewire.setting.Setting.Visibility;
import java.util.ArrayList;
import java.util.List;

/**
 * A group of settings. A subclass declares each setting as a final field that is initialized with {@link #add}; the order of the
 * fields is the order of the section. Immutable once constructed.
 */
public abstract class SettingSection {

    private final List<Setting<?>> settings = new ArrayList<>();

    /** Creates a section; the fields of the subclass fill it. */
    protected SettingSection() {}

    /**
     * Declares a setting.
     *
     * @param key section and name, {@code limits.send-window}
     * @param defaultText the text that counts when no source gives one; within the range of {@code type}
     * @param description one line for operators
     * @param aliases variables of existing installations that give the same setting
     */
    protected final <T> Setting<T> add(
            String key, SettingType<T> type, String defaultText, String description, EnvironmentAlias... aliases) {
        return add(new Setting<>(key, type, defaultText, description, List.of(aliases), Visibility.SHOWN));
    }

    /** Declares a setting like {@link #add} whose text no message shows. */
    protected final <T> Setting<T> addSecret(
            String key, SettingType<T> type, String defaultText, String description, EnvironmentAlias... aliases) {
        return add(new Setting<>(key, type, defaultText, description, List.of(aliases), Visibility.HIDDEN));
    }

    private <T> Setting<T> add(Setting<T> setting) {
        settings.add(setting);
        return setting;
    }

    /** All settings in the order of their declaration. */
    public final List<Setting<?>> settings() {
        return List.copyOf(settings);
    }
}
