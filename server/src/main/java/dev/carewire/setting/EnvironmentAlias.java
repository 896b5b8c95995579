package dev.carewire.setting;

import java.util.Optional;
import java.util.function.Function;

/**
 * A variable under which existing installations give a setting.
 *
 * @param variable its name
 * @param translation the setting's text for the variable's text; empty when the variable does not concern the setting
 */
public record EnvironmentAlias(String variable, Function<String, Optional<String>> translation) {

    /** An alias whose text is the setting's text. */
    public EnvironmentAlias(String variable) {
        this(variable, Optional::of);
    }
}
