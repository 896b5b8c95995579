package dev.carewire.http;

import java.util.Optional;

/**
 * Turns the cursors of lists, which may contain names of patients, into texts for clients and back. Any thread; never
 * blocks.
 */
public interface CursorSeal {

    /** Leaves cursors as they are. */
    CursorSeal NONE = new CursorSeal() {
        @Override
        public String seal(String list, String cursor) {
            return cursor;
        }

        @Override
        public Optional<String> open(String list, String sealed) {
            return Optional.of(sealed);
        }
    };

    /**
     * The text for clients: the letters, digits and marks of base64url.
     *
     * @param list the clinic, the path and the filters of the list
     */
    String seal(String list, String cursor);

    /**
     * The cursor in a client's text; empty for a text that was changed, or that belongs to another list.
     *
     * @param list as in {@link #seal}
     */
    Optional<String> open(String list, String sealed);
}
