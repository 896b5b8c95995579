package dev.carewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.app.config.SettingType.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the committed {@code config.yaml} to the list of settings. */
class ConfigFileTest {

    private static final Path FILE = Path.of("../config.yaml");

    @Test
    void theFileHoldsEveryKeyWithItsMeaningUnitRangeAndDefault() throws IOException {
        String file = Files.readString(FILE);
        String head = file.substring(0, file.indexOf("\n\n") + 2);
        assertThat(file).isEqualTo(head + sections());
    }

    @Test
    void theFileGivesEveryKeyItsStandardValue() {
        List<String> faults = new ArrayList<>();
        Map<String, YamlFile.Entry> entries = YamlFile.read(FILE, faults::add);
        assertThat(faults).isEmpty();
        assertThat(entries.keySet())
                .containsExactlyElementsOf(
                        Settings.ALL.stream().map(Setting::key).toList());
        for (Setting<?> setting : Settings.ALL) {
            assertThat(entries.get(setting.key()).text()).as(setting.key()).isEqualTo(setting.standard());
        }
    }

    @Test
    void everyStandardValueIsWithinItsRange() {
        for (Setting<?> setting : Settings.ALL) {
            assertThat(setting.type().read(setting.standard()))
                    .as(setting.key())
                    .isPresent();
        }
    }

    /** What belongs below the head of the file. */
    static String sections() {
        StringBuilder file = new StringBuilder();
        String section = "";
        for (Setting<?> setting : Settings.ALL) {
            int dot = setting.key().indexOf('.');
            if (!setting.key().substring(0, dot).equals(section)) {
                file.append(section.isEmpty() ? "" : "\n");
                section = setting.key().substring(0, dot);
                file.append(section).append(":\n");
            }
            String standard = setting.standard().isEmpty() ? "empty" : setting.standard();
            file.append("  # ").append(setting.meaning()).append('\n');
            file.append("  # ").append(setting.type().unit()).append(" | range: ");
            file.append(setting.type().range()).append(" | default: ").append(standard);
            if (!setting.seeds().isEmpty()) {
                file.append(" | also: ")
                        .append(setting.seeds().stream().map(Seed::variable).collect(Collectors.joining(", ")));
            }
            file.append("\n  ").append(setting.key().substring(dot + 1)).append(": ");
            file.append(value(setting)).append('\n');
        }
        return file.toString();
    }

    private static String value(Setting<?> setting) {
        if (setting.standard().isEmpty()) {
            return setting.type().shape() == Shape.LIST ? "[]" : "\"\"";
        }
        return setting.standard();
    }
}
