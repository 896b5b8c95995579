package dev.carewire.protocol;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;

/**
 * Validates the JSON text of a Socket.IO packet without building its values. The text must be one value and contain a
 * placeholder for each of the packet's binary attachments. Any nesting is valid. One instance reads one text.
 */
final class JsonValidator {

    /** Longest index of an attachment, in digits. */
    private static final int MAX_INDEX_DIGITS = 4;

    private static final String PLACEHOLDER_KEY = "\"_placeholder\"";
    private static final String INDEX_KEY = "\"num\"";

    /** An open array. An open object is the number of its attachment, plus one, and {@link #PLACEHOLDER}. */
    private static final int ARRAY = -1;

    /** Set in an open object that is a placeholder. */
    private static final int PLACEHOLDER = 1;

    private static final int USUAL_DEPTH = 8;

    /** Meanings of the key before a value. */
    private enum Key {
        PLACEHOLDER,
        INDEX,
        OTHER
    }

    private final String text;
    private final int attachments;
    private final BitSet placeholders = new BitSet();
    private int position;
    private int[] containers = new int[USUAL_DEPTH];
    private int depth;
    private Key key = Key.OTHER;

    private JsonValidator(String text, int attachments) {
        this.text = text;
        this.attachments = attachments;
    }

    /**
     * Validates {@code text}.
     *
     * @param attachments the packet's number of attachments; 0 makes placeholders ordinary objects
     * @throws MalformedPacketException if {@code text} is not JSON, lacks a placeholder of an attachment, or has one of an
     *     attachment that does not exist
     */
    static void validate(String text, int attachments) throws MalformedPacketException {
        JsonValidator validator = new JsonValidator(text, attachments);
        validator.value();
        if (validator.skipWhitespace() != -1) {
            throw malformed();
        }
        if (validator.placeholders.cardinality() != attachments) {
            throw new MalformedPacketException("attachment without a placeholder");
        }
    }

    /** Advances to the next character that is not whitespace and returns it; -1 at the end. */
    private int skipWhitespace() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c;
            }
            position++;
        }
        return -1;
    }

    /** Validates one value. Keeps the open containers in an array, so that no nesting exhausts the thread's stack. */
    private void value() throws MalformedPacketException {
        do {
            int c = skipWhitespace();
            boolean container = c == '[' || c == '{';
            int from = position;
            if (!container) {
                scalar(c);
                endMember(from);
            } else if (open(c)) {
                continue;
            }
            closeContainers();
        } while (depth > 0);
    }

    private void scalar(int first) throws MalformedPacketException {
        switch (first) {
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
    }

    /** Begins an array or object, and returns whether a value in it follows. */
    private boolean open(int bracket) throws MalformedPacketException {
        position++;
        key = Key.OTHER;
        if (skipWhitespace() == (bracket == '[' ? ']' : '}')) {
            position++;
            return false;
        }
        if (depth == containers.length) {
            containers = Arrays.copyOf(containers, 2 * depth);
        }
        containers[depth++] = bracket == '[' ? ARRAY : 0;
        if (bracket == '{') {
            key();
        }
        return true;
    }

    /** After a value: ends the containers that close here, and advances to the next value, if there is one. */
    private void closeContainers() throws MalformedPacketException {
        while (depth > 0) {
            int innermost = containers[depth - 1];
            int c = skipWhitespace();
            position++;
            if (c == ',') {
                if (innermost != ARRAY) {
                    key();
                }
                return;
            }
            if (c != (innermost == ARRAY ? ']' : '}')) {
                throw malformed();
            }
            depth--;
            if (innermost != ARRAY) {
                endObject(innermost);
            }
        }
    }

    /** A key and its colon. A later member replaces an earlier one with the same key. */
    private void key() throws MalformedPacketException {
        if (skipWhitespace() != '"') {
            throw malformed();
        }
        int from = position;
        string();
        if (matches(PLACEHOLDER_KEY, from, position)) {
            key = Key.PLACEHOLDER;
            containers[depth - 1] &= ~PLACEHOLDER;
        } else if (matches(INDEX_KEY, from, position)) {
            key = Key.INDEX;
            containers[depth - 1] &= PLACEHOLDER;
        } else {
            key = Key.OTHER;
        }
        if (skipWhitespace() != ':') {
            throw malformed();
        }
        position++;
    }

    /** Records the scalar from {@code from} on, if its key is one of a placeholder. */
    private void endMember(int from) {
        if (key == Key.PLACEHOLDER && matches("true", from, position)) {
            containers[depth - 1] |= PLACEHOLDER;
        } else if (key == Key.INDEX) {
            containers[depth - 1] |= (parseIndex(from, position) + 1) << 1;
        }
        key = Key.OTHER;
    }

    private void endObject(int state) throws MalformedPacketException {
        if ((state & PLACEHOLDER) != 0 && attachments > 0) {
            int index = (state >> 1) - 1;
            if (index < 0 || index >= attachments) {
                throw new MalformedPacketException("placeholder without an attachment");
            }
            placeholders.set(index);
        }
    }

    private void string() throws MalformedPacketException {
        position++;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return;
            }
            if (c < ' ') {
                throw malformed();
            }
            if (c == '\\') {
                escape();
            }
        }
        throw malformed();
    }

    private void escape() throws MalformedPacketException {
        if (position == text.length()) {
            throw malformed();
        }
        char c = text.charAt(position++);
        if (c == 'u') {
            for (int end = position + 4; position < end; position++) {
                if (position == text.length() || !HexFormat.isHexDigit(text.charAt(position))) {
                    throw malformed();
                }
            }
        } else if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw malformed();
        }
    }

    private void literal(String word) throws MalformedPacketException {
        if (!text.startsWith(word, position)) {
            throw malformed();
        }
        position += word.length();
    }

    private void number() throws MalformedPacketException {
        if (isAt('-')) {
            position++;
        }
        if (isAt('0')) {
            position++;
        } else {
            digits();
        }
        if (isAt('.')) {
            position++;
            digits();
        }
        if (isAt('e') || isAt('E')) {
            position++;
            if (isAt('+') || isAt('-')) {
                position++;
            }
            digits();
        }
    }

    private void digits() throws MalformedPacketException {
        int from = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        if (position == from) {
            throw malformed();
        }
    }

    private boolean isAt(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    private boolean matches(String expected, int from, int to) {
        return to - from == expected.length() && text.startsWith(expected, from);
    }

    /** The index in that range of the text; -1 if it is not a whole number of up to {@value #MAX_INDEX_DIGITS} digits. */
    private int parseIndex(int from, int to) {
        if (to - from > MAX_INDEX_DIGITS) {
            return -1;
        }
        int index = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            index = index * 10 + c - '0';
        }
        return index;
    }

    private static MalformedPacketException malformed() {
        return new MalformedPacketException("payload that is not JSON");
    }
}
