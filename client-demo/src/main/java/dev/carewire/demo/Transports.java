package dev.carewire.demo;

import java.util.List;
import java.util.Locale;

/** The transports that a client may use. */
public enum Transports {
    WEBSOCKET,
    POLLING,
    /** Starts with polling and upgrades, as browsers do by default. */
    BOTH;

    /** Engine.IO's names of the transports, in the client's order. */
    public List<String> names() {
        return switch (this) {
            case WEBSOCKET -> List.of("websocket");
            case POLLING -> List.of("polling");
            case BOTH -> List.of("polling", "websocket");
        };
    }

    /** The name in lower case, as on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
