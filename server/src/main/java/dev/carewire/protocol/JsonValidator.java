package dev.carewire.protocol;

import java.util.BitSet;

/**
 * Checks that a text is one JSON value, without building it, and collects the placeholders of binary attachments.
 * Single use.
 */
final class JsonValidator {

    /** Deepest nesting of values. */
    private static final int MAX_DEPTH = 64;

    /** Most digits of a placeholder's number. */
    private static final int MAX_DIGITS = 4;

    private static final String PLACEHOLDER = "\"_placeholder\"";
    private static final String NUMBER = "\"num\"";

    private final String text;
    private final int attachments;
    private final BitSet placeholders = new BitSet();
    private int position;

    private JsonValidator(String text, int attachments) {
        this.text = text;
        this.attachments = attachments;
    }

    /**
     * Checks that {@code text} is JSON.
     *
     * @param attachments the packet's number of attachments; each needs its placeholder, and no placeholder may name
     *     another
     */
    static void validate(String text, int attachments) throws MalformedPacketException {
        JsonValidator scan = new JsonValidator(text, attachments);
        scan.value(0);
        if (scan.next() != -1) {
            throw malformed();
        }
        if (scan.placeholders.cardinality() != attachments) {
            throw new MalformedPacketException("an attachment without a placeholder");
        }
    }

    /** The next character that is not white space, without consuming it; -1 at the end. */
    private int next() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c;
            }
            position++;
        }
        return -1;
    }

    private void value(int depth) throws MalformedPacketException {
        if (depth > MAX_DEPTH) {
            throw new MalformedPacketException("depth of a payload");
        }
        switch (next()) {
            case '[' -> array(depth);
            case '{' -> object(depth);
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
    }

    private void array(int depth) throws MalformedPacketException {
        position++;
        if (next() == ']') {
            position++;
            return;
        }
        do {
            value(depth + 1);
        } while (hasMore(']'));
    }

    private void object(int depth) throws MalformedPacketException {
        position++;
        if (next() == '}') {
            position++;
            return;
        }
        boolean placeholder = false;
        int number = -1;
        do {
            if (next() != '"') {
                throw malformed();
            }
            int key = position;
            string();
            int keyEnd = position;
            if (next() != ':') {
                throw malformed();
            }
            position++;
            next();
            int start = position;
            value(depth + 1);
            if (is(PLACEHOLDER, key, keyEnd)) {
                placeholder = is("true", start, position);
            } else if (is(NUMBER, key, keyEnd)) {
                number = parseIndex(start, position);
            }
        } while (hasMore('}'));
        if (placeholder && attachments > 0) {
            if (number < 0 || number >= attachments) {
                throw new MalformedPacketException("a placeholder without an attachment");
            }
            placeholders.set(number);
        }
    }

    /** Consumes a comma, or the end of an array or object. */
    private boolean hasMore(char end) throws MalformedPacketException {
        int c = next();
        position++;
        if (c != ',' && c != end) {
            throw malformed();
        }
        return c == ',';
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
                if (position == text.length() || Character.digit(text.charAt(position), 16) < 0) {
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
        if (peek('-')) {
            position++;
        }
        if (peek('0')) {
            position++;
        } else {
            digits();
        }
        if (peek('.')) {
            position++;
            digits();
        }
        if (peek('e') || peek('E')) {
            position++;
            if (peek('+') || peek('-')) {
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

    private boolean peek(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    private boolean is(String expected, int from, int to) {
        return to - from == expected.length() && text.startsWith(expected, from);
    }

    /** The number in that range of the text, or -1 if it is not a small whole number. */
    private int parseIndex(int from, int to) {
        if (to - from > MAX_DIGITS) {
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
        return new MalformedPacketException("JSON");
    }
}
