package dev.carewire.protocol;

import java.util.Optional;

/** The supported revisions of the Engine.IO protocol, each with its matching revision of Socket.IO. */
public enum EngineVersion {
    /** Engine.IO v3 with Socket.IO v4: JavaScript clients 1.x and 2.x, Java client 1.x. */
    V3("3"),
    /** Engine.IO v4 with Socket.IO v5: JavaScript clients from 3.0, Java clients from 2.0. */
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
