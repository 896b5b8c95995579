package dev.carewire.app.config;

import java.util.List;

/** The configuration is invalid; lists every fault. Holds no secret. */
public final class BadConfigException extends Exception {

    private static final long serialVersionUID = 1;

    private final List<String> faults;

    /** @param faults one line each, at least one */
    public BadConfigException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** One line for each fault. */
    public List<String> faults() {
        return faults;
    }
}
