package dev.carewire.demo.emit;

import java.util.Locale;

/** The delivery guarantee of an event. */
public enum Delivery {
    /** Stored, then delivered, also to clients that reconnect. */
    LOGGED,
    /** May be missed. */
    VOLATILE,
    /** Repeated until a recipient acknowledges it; only {@code notification.created}. */
    ACKNOWLEDGED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
