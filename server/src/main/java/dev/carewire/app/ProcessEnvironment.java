package dev.carewire.app;

import java.nio.file.Path;
import java.util.Map;

/**
 * The environment of the process.
 *
 * @param variables all variables
 * @param home the installation's folder, with {@code config.yaml} and the default data folder
 */
record ProcessEnvironment(Map<String, String> variables, Path home) {

    ProcessEnvironment {
        variables = Map.copyOf(variables);
    }

    /**
     * The current process's environment. The property {@code carewire.home} names the folder; the default is the
     * working folder.
     */
    static ProcessEnvironment current() {
        return new ProcessEnvironment(System.getenv(), Path.of(System.getProperty("carewire.home", "")));
    }
}
