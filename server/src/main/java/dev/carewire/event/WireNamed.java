package dev.carewire.event;

import java.util.Locale;

/** An enum whose constants have the same wire names in every contract that uses them. */
public interface WireNamed {

    /** The constant's name in the code. */
    String name();

    /** The name in messages and in the HTTP API: lower case, words joined by underscores. */
    default String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
