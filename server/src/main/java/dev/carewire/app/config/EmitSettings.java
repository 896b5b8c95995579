package dev.carewire.app.config;

import static dev.carewire.setting.SettingType.integer;

import dev.carewire.emission.CustomEventNames;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;
import java.util.List;
import java.util.Optional;

/** The section {@code emit}. */
final class EmitSettings extends SettingSection {

    final Setting<List<String>> customEvents = add(
            "emit.custom-events",
            SettingType.list(
                    "list of names",
                    "letters, digits and _ . : - with up to three * for any characters, such as lab:*; empty = none",
                    EmitSettings::parseNames),
            "",
            "Custom events that other back ends may emit.");

    final Setting<Integer> requestsPerSecond = add(
            "emit.requests-per-second",
            integer(1, 100_000, "requests"),
            "100",
            "Requests of one back end's token in the long run.");

    final Setting<Integer> requestsBurst = add(
            "emit.requests-burst",
            integer(1, 100_000, "requests"),
            "200",
            "Requests of one back end's token at once after a pause.");

    private static Optional<List<String>> parseNames(List<String> items) {
        List<String> names = items.stream().filter(name -> !name.isEmpty()).toList();
        return names.stream().allMatch(CustomEventNames::isValidGlob) ? Optional.of(names) : Optional.empty();
    }

    /** The limits of the emit API. */
    EmitConfig emit(SettingValues given) {
        return new EmitConfig(given.get(customEvents), given.get(requestsPerSecond), given.get(requestsBurst));
    }
}
