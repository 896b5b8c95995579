package dev.carewire.app.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The sources of the configuration. Order of precedence: the command line, {@code CAREWIRE_…} variables, the variables
 * of existing installations, the file, the defaults.
 *
 * @param file the file that the user named; empty = {@code config.yaml} in {@code home}, if it exists
 * @param home contains the default data folder
 * @param environment all variables
 * @param options settings of the command line, by key
 * @param demoSecret whether a secret from the data folder may replace a missing or weak one
 */
public record ConfigSources(
        Optional<Path> file,
        Path home,
        Map<String, String> environment,
        Map<String, Option> options,
        DemoSecretUse demoSecret) {

    public ConfigSources {
        environment = Map.copyOf(environment);
        options = Map.copyOf(options);
    }

    /**
     * A setting on the command line.
     *
     * @param name as the user typed it, {@code --port}
     */
    public record Option(String name, String text) {}

    /** When the data folder's secret is used. */
    public enum DemoSecretUse {
        NEVER,
        /** Only if an earlier start created one. */
        IF_PRESENT,
        /** Creates a random one if there is none. */
        CREATE
    }
}
