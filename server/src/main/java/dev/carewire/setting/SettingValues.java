package dev.carewire.setting;

import java.util.Map;
import java.util.Optional;

/** The value of each setting. Immutable; shows no text, since some are secret. */
public final class SettingValues {

    private final Map<String, String> texts;

    /** @param texts by key, each within its setting's range; a setting without a text has its default value */
    public SettingValues(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    /** The value of {@code setting}. */
    public <T> T get(Setting<T> setting) {
        String text = Optional.ofNullable(texts.get(setting.key())).orElse(setting.defaultText());
        return setting.type().parse(text).orElseThrow();
    }
}
