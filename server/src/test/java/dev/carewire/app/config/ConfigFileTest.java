package dev.carewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.setting.EnvironmentAlias;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingType.Shape;
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
    private static final Map<String, Setting<?>> SETTINGS =
            Settings.ALL.stream().collect(Collectors.toMap(Setting::key, setting -> setting));

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
        assertThat(entries.keySet()).containsExactlyInAnyOrderElementsOf(SETTINGS.keySet());
        for (Setting<?> setting : Settings.ALL) {
            assertThat(entries.get(setting.key()).text()).as(setting.key()).isEqualTo(setting.defaultText());
        }
    }

    @Test
    void everyStandardValueIsWithinItsRange() {
        for (Setting<?> setting : Settings.ALL) {
            assertThat(setting.type().parse(setting.defaultText()))
                    .as(setting.key())
                    .isPresent();
        }
    }

    /** The part below the head of the file, with the settings in the order that the file gives them. */
    private static String sections() {
        StringBuilder file = new StringBuilder();
        List<String> open = List.of();
        for (String key : YamlFile.read(FILE, fault -> {}).keySet()) {
            Setting<?> setting = SETTINGS.get(key);
            List<String> path = List.of(setting.key().split("\\."));
            List<String> sections = path.subList(0, path.size() - 1);
            for (int depth = shared(open, sections); depth < sections.size(); depth++) {
                file.append(depth == 0 && file.length() > 0 ? "\n" : "");
                file.append("  ".repeat(depth)).append(sections.get(depth)).append(":\n");
            }
            file.append(sections.isEmpty() ? "\n" : "");
            open = sections;
            String margin = "  ".repeat(sections.size());
            String standard = setting.defaultText().isEmpty() ? "empty" : setting.defaultText();
            file.append(margin).append("# ").append(setting.description()).append('\n');
            file.append(margin).append("# ").append(setting.type().unit()).append(" | range: ");
            file.append(setting.type().range()).append(" | default: ").append(standard);
            if (!setting.aliases().isEmpty()) {
                file.append(" | also: ")
                        .append(setting.aliases().stream()
                                .map(EnvironmentAlias::variable)
                                .collect(Collectors.joining(", ")));
            }
            file.append("\n").append(margin).append(path.get(path.size() - 1)).append(": ");
            file.append(value(setting)).append('\n');
        }
        return file.toString();
    }

    private static int shared(List<String> some, List<String> others) {
        int shared = 0;
        while (shared < Math.min(some.size(), others.size()) && some.get(shared).equals(others.get(shared))) {
            shared++;
        }
        return shared;
    }

    private static String value(Setting<?> setting) {
        if (setting.defaultText().isEmpty()) {
            return setting.type().shape() == Shape.LIST ? "[]" : "\"\"";
        }
        return setting.defaultText();
    }
}
