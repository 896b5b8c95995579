package dev.carewire.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingValuesTest {

    private final Section section = new Section();
    private final SettingValues values = new SettingValues(Map.of("demo.size", "7", "demo.key", "a-secret"));

    @Test
    void hasTheDefaultOfASettingWithoutAText() {
        assertThat(values.get(section.size)).isEqualTo(7);
        assertThat(values.get(section.fast)).isTrue();
    }

    @Test
    void showsWhatDiffersFromTheDefaultsAndMasksSecrets() {
        assertThat(values.changes(section.settings()))
                .containsExactly(Map.entry("demo.size", "7"), Map.entry("demo.key", "***"));
        assertThat(new SettingValues(Map.of("demo.size", "03")).changes(section.settings()))
                .as("another text of the default")
                .isEmpty();
        assertThat(values).hasToString("SettingValues[2 given]");
    }

    private static final class Section extends SettingSection {

        private final Setting<Integer> size = add("demo.size", SettingType.integer(1, 9, "items"), "3", "A size.");
        private final Setting<Boolean> fast = add("demo.fast", SettingType.bool(), "true", "A switch.");

        Section() {
            addSecret("demo.key", SettingType.text("any"), "", "A key.");
        }
    }
}
