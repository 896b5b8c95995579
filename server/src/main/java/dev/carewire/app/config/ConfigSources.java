package dev.carewire.app.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the configuration comes from. The command line counts before {@code CAREWIRE_…} variables, those before the names
 * of existing installations, those before the file, and that before the standard.
 *
 * @param file the file somebody named; empty = {@code config.yaml} in {@code home}, if it is there
 * @param home the standard data folder lies here
 * @param environment all variables
 * @param options settings given on the command line, by key
 * @param demoSecret whether a secret from the data folder may stand in for a missing or weak one
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

    /** When the secret in the data folder counts. */
    public enum DemoSecretUse {
        NEVER,
        /** Only if an earlier start left one. */
        IF_PRESENT,
        /** And a random one is made if there is none. */
        CREATE
    }
}
