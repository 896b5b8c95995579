package dev.carewire.emission;

import dev.carewire.command.RejectedException;

/** Makes of a back end's JSON text what events carry. Any thread; never blocks. */
public interface PayloadParser {

    /** Bytes that the data of one event may have, in UTF-8 without blanks. */
    int MAX_BYTES = 65_536;

    /** Characters that a text in the data of a declared event may have. */
    int MAX_TEXT = 10_000;

    /** How deep the data of an event that is not declared may nest. */
    int MAX_DEPTH = 32;

    /**
     * The facts of a declared event.
     *
     * @throws RejectedException INVALID, with the field that is missing, unknown or wrong and nothing of its value
     */
    <P extends Record> P read(String data, Class<P> type);

    /**
     * Lets a text pass that is a JSON object.
     *
     * @param field its place in the data, for the refusal
     * @throws RejectedException INVALID for any other text
     */
    void checkObject(String field, String text);

    /**
     * Lets data pass that clients get as it is.
     *
     * @throws RejectedException INVALID if it is too large, nests too deep or holds what is no text
     */
    void check(String data);
}
