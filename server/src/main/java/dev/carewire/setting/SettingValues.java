package dev.carewire.setting;

import java.util.Collection;
import java.util.LinkedHashMap;
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
        return setting.type().parse(text(setting)).orElseThrow();
    }

    private String text(Setting<?> setting) {
        return Optional.ofNullable(texts.get(setting.key())).orElse(setting.defaultText());
    }

    /**
     * The texts for logs of those {@code settings} whose value is not the default, by key in their order. Secrets are
     * masked.
     */
    public Map<String, String> changes(Collection<Setting<?>> settings) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (Setting<?> setting : settings) {
            String text = text(setting);
            if (!setting.type().parse(text).equals(setting.type().parse(setting.defaultText()))) {
                changes.put(setting.key(), setting.displayText(text));
            }
        }
        return changes;
    }

    /** The number of texts alone. */
    @Override
    public String toString() {
        return "SettingValues[" + texts.size() + " given]";
    }
}
