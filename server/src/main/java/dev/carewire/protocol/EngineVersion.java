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

    /** The version of a request by its {@code EIO} parameter: as on the reference server, v3 unless it is {@code 4}. */
    public static EngineVersion ofParameter(Optional<String> parameter) {
        return parameter.filter(V4.parameter::equals).isPresent() ? V4 : V3;
    }
}
