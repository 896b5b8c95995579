package dev.carewire.app;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a process finds at its start.
 *
 * @param variables all variables
 * @param home the installation's folder: {@code config.yaml} and the standard data folder are looked for here
 */
record ProcessEnvironment(Map<String, String> variables, Path home) {

    ProcessEnvironment {
        variables = Map.copyOf(variables);
    }

    /** This process's. The property {@code carewire.home} names the folder; without it, it is the working folder. */
    static ProcessEnvironment current() {
        return new ProcessEnvironment(System.getenv(), Path.of(System.getProperty("carewire.home", "")));
    }
}
