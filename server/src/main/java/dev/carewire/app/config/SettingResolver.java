package dev.carewire.app.config;

import dev.carewire.setting.EnvironmentAlias;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingType.Shape;
import dev.carewire.setting.SettingValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Determines the text of each setting from all sources, and collects their faults. One thread. */
final class SettingResolver {

    /**
     * A text with its source.
     *
     * @param where the source, for messages
     * @param folder the base of relative paths
     */
    private record RawValue(String where, String text, Path folder) {}

    private final ConfigSources sources;
    private final Map<String, RawValue> chosen = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    private SettingResolver(ConfigSources sources) {
        this.sources = sources;
    }

    /** Resolves and checks every setting. Reads the file. */
    static SettingResolver resolve(ConfigSources sources) {
        SettingResolver resolver = new SettingResolver(sources);
        Path standard = sources.home().resolve("config.yaml");
        Optional<Path> file = sources.file().or(() -> Optional.of(standard).filter(Files::exists));
        file.ifPresent(resolver::readFile);
        Settings.ALL.forEach(resolver::override);
        return resolver;
    }

    private void readFile(Path file) {
        Path folder = file.toAbsolutePath().resolveSibling("");
        Map<String, Setting<?>> known = Settings.ALL.stream().collect(Collectors.toMap(Setting::key, key -> key));
        YamlFile.read(file, faults::add).forEach((key, entry) -> {
            Setting<?> setting = known.get(key);
            if (setting == null) {
                boolean section = known.keySet().stream().anyMatch(name -> name.startsWith(key + "."));
                faults.add(
                        entry.where() + ": " + key + (section ? ": a value (expected: a section)" : ": unknown key"));
            } else if (entry.shape() == Shape.LIST && setting.type().shape() == Shape.SINGLE) {
                faults.add(entry.where() + ": " + key + ": a list (expected: "
                        + setting.type().expected() + ")");
            } else {
                choose(setting, new RawValue(entry.where() + ": " + key, entry.text(), folder));
            }
        });
    }

    private void override(Setting<?> setting) {
        Path here = Path.of("").toAbsolutePath();
        ConfigSources.Option option = sources.options().get(setting.key());
        String own = sources.environment().get(setting.variable());
        if (option != null) {
            choose(setting, new RawValue(option.name(), option.text(), here));
        } else if (own != null) {
            choose(setting, new RawValue(setting.variable(), own, here));
        } else {
            fromAliases(setting).ifPresent(seed -> choose(setting, seed));
        }
    }

    /** Several variables for a list are combined; for a single value, the first one counts. */
    private Optional<RawValue> fromAliases(Setting<?> setting) {
        List<String> names = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (EnvironmentAlias seed : setting.aliases()) {
            if (!texts.isEmpty() && setting.type().shape() == Shape.SINGLE) {
                break;
            }
            Optional.ofNullable(sources.environment().get(seed.variable()))
                    .filter(value -> !value.isBlank())
                    .flatMap(seed.translation())
                    .ifPresent(text -> {
                        names.add(seed.variable());
                        texts.add(text);
                    });
        }
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(new RawValue(
                        String.join(", ", names),
                        String.join(",", texts),
                        Path.of("").toAbsolutePath()));
    }

    private void choose(Setting<?> setting, RawValue assignment) {
        if (setting.type().parse(assignment.text()).isPresent()) {
            chosen.put(setting.key(), assignment);
        } else {
            faults.add(assignment.where() + ": " + setting.displayText(assignment.text()) + " (expected: "
                    + setting.type().expected() + ")");
        }
    }

    /** The faults so far, as a list that callers may extend. */
    List<String> faults() {
        return faults;
    }

    /** Unknown variables that look like settings of CareWire. Kubernetes sets some itself, so none is a fault. */
    List<String> warnings() {
        Set<String> known = Settings.ALL.stream().map(Setting::variable).collect(Collectors.toSet());
        List<String> warnings = new ArrayList<>();
        for (String variable : new TreeSet<>(sources.environment().keySet())) {
            if (variable.startsWith("CAREWIRE_") && !known.contains(variable)) {
                warnings.add(variable + ": ignored: no such setting");
            }
        }
        return warnings;
    }

    /** The values; a setting with an invalid text has its default value. */
    SettingValues values() {
        return new SettingValues(chosen.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().text())));
    }

    /** The absolute form of a setting's path; relative paths start at the folder of their source. */
    Path resolve(Setting<?> setting, Path path) {
        RawValue assignment = chosen.get(setting.key());
        Path folder = assignment == null ? sources.home() : assignment.folder();
        return folder.resolve(path).toAbsolutePath().normalize();
    }
}
