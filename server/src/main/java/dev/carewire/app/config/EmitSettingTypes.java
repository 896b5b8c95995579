package dev.carewire.app.config;

import dev.carewire.emission.CustomEventNames;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The types of the settings of the emit API. */
final class EmitSettingTypes {

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    private EmitSettingTypes() {}

    /** Names of events, as a list or separated by commas. */
    static SettingType<List<String>> customEvents() {
        return new SettingType<>(
                "list of names",
                "letters, digits and _ . : - with up to three * for any characters, such as lab:*; empty = none",
                SettingType.Shape.LIST,
                EmitSettingTypes::parseNames);
    }

    private static Optional<List<String>> parseNames(String text) {
        List<String> globs = Arrays.stream(COMMA.split(text, -1))
                .map(String::strip)
                .filter(glob -> !glob.isEmpty())
                .toList();
        return globs.stream().allMatch(CustomEventNames::isValidGlob) ? Optional.of(globs) : Optional.empty();
    }
}
