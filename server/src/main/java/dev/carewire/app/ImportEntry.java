package dev.carewire.app;

import java.util.Map;

/**
 * One record of a file.
 *
 * @param line where it begins, from 1
 * @param fields as the server's HTTP API takes them
 */
record ImportEntry(int line, Map<String, ?> fields) {
    ImportEntry {
        fields = Map.copyOf(fields);
    }

    /** Shows the line only: the fields are personal. */
    @Override
    public String toString() {
        return "ImportEntry[" + line + "]";
    }
}
