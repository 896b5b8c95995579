package dev.carewire.event;

import java.util.Locale;

/** A closed set of cases whose words are the same in every contract that knows them. Implemented by enums alone. */
public interface WireNamed {

    /** The case's name in the code. */
    String name();

    /** The word in messages and in the HTTP API: the name in lower case, words joined by underscores. */
    default String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
