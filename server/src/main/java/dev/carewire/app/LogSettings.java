package dev.carewire.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The level and the format of the log, from {@code LOG_LEVEL} and {@code LOG_FORMAT}. They are variables and not
 * settings because the log may have to describe faults of the configuration.
 */
enum LogSettings {
    LEVEL("LOG_LEVEL", "carewire.log-level", List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF")),
    FORMAT("LOG_FORMAT", "carewire.log-format", List.of("text", "json"));

    private final String variable;
    private final String property;

    /** Unmodifiable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> values;

    /** @param property read by {@code logback.xml}, which has the defaults */
    LogSettings(String variable, String property, List<String> values) {
        this.variable = variable;
        this.property = property;
        this.values = values;
    }

    /**
     * Passes the variables to Logback. To be called before the first logger exists. Case does not matter, and an empty
     * variable counts as unset.
     *
     * @return the faults, one for each variable with an unknown value; those have no effect
     */
    static List<String> apply(Map<String, String> variables) {
        List<String> faults = new ArrayList<>();
        for (LogSettings setting : values()) {
            String given = variables.getOrDefault(setting.variable, "").strip();
            setting.values.stream()
                    .filter(value -> value.equalsIgnoreCase(given))
                    .findFirst()
                    .ifPresentOrElse(
                            value -> System.setProperty(setting.property, value),
                            () -> setting.addFault(given, faults));
        }
        return faults;
    }

    private void addFault(String given, List<String> faults) {
        if (!given.isEmpty()) {
            faults.add(variable + ": " + LogText.escape(given) + " (expected: " + String.join(", ", values) + ")");
        }
    }
}
