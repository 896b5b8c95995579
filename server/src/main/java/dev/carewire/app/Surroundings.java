package dev.carewire.app;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a process finds at its start.
 *
 * @param environment all variables
 * @param home the installation's folder: {@code config.yaml} and the standard data folder are looked for here
 */
record Surroundings(Map<String, String> environment, Path home) {

    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** This process's. The property {@code carewire.home} names the folder; without it, it is the working folder. */
    static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Path.of(System.getProperty("carewire.home", "")));
    }
}
