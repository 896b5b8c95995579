package dev.carewire.protocol;

import java.util.Optional;

/** The revisions of the Engine.IO protocol that are spoken here, and with each the revision of Socket.IO that goes with it. */
public enum EngineVersion {
    /** Engine.IO v3 with Socket.IO v4: clients 1.x and 2.x of JavaScript, 1.x of Java. */
    V3("3"),
    /** Engine.IO v4 with Socket.IO v5: clients from 3.0 of JavaScript, from 2.0 of Java. */
    V4("4");

    private final String parameter;

    EngineVersion(String parameter) {
        this.parameter = parameter;
    }

    /** The version that a request's {@code EIO} parameter names; empty for any other text. */
    public static Optional<EngineVersion> fromParameter(String parameter) {
        for (EngineVersion version : values()) {
            if (version.parameter.equals(parameter)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }
}
