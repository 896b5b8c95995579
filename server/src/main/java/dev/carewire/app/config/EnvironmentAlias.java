package dev.carewire.app.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * A variable under which existing installations give the same setting.
 *
 * @param variable its name
 * @param translation the setting's text for the variable's; empty when the variable says nothing about the setting
 */
record EnvironmentAlias(String variable, Function<String, Optional<String>> translation) {

    EnvironmentAlias(String variable) {
        this(variable, Optional::of);
    }
}
