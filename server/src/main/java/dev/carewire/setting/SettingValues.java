package dev.carewire.setting;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** The values of {@code settings} for logs, such as {@code [dialects.keney.bare-pong=false]}, with secrets masked. */
    public String describe(Collection<Setting<?>> settings) {
        return settings.stream()
                .map(setting -> setting.key() + '=' + setting.displayText(text(setting)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** The number of texts alone. */
    @Override
    public String toString() {
        return "SettingValues[" + texts.size() + " given]";
    }
}
