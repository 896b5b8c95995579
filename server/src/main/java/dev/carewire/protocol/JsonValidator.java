package dev.carewire.protocol;

import java.util.BitSet;
import java.util.HexFormat;

/**
 * Validates the JSON text of a Socket.IO packet without building its values. The text must be one value and contain a
 * placeholder for each of the packet's binary attachments. One instance reads one text.
 */
final class JsonValidator {

    /** Deepest nesting of arrays and objects. */
    private static final int MAX_DEPTH = 64;

    /** Longest index of an attachment, in digits. */
    private static final int MAX_INDEX_DIGITS = 4;

    private static final String PLACEHOLDER_KEY = "\"_placeholder\"";
    private static final String INDEX_KEY = "\"num\"";

    private final String text;
    private final int attachments;
    private final BitSet placeholders = new BitSet();
    private int position;

    private JsonValidator(String text, int attachments) {
        this.text = text;
        this.attachments = attachments;
    }

    /**
     * Validates {@code text}.
     *
     * @param attachments the packet's number of attachments; 0 makes placeholders ordinary objects
     * @throws MalformedPacketException if {@code text} is not JSON, is nested too deeply, lacks a placeholder of an
     *     attachment, or has one of an attachment that does not exist
     */
    static void validate(String text, int attachments) throws MalformedPacketException {
        JsonValidator validator = new JsonValidator(text, attachments);
        validator.value(0);
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

    private void value(int depth) throws MalformedPacketException {
        if (depth > MAX_DEPTH) {
            throw new MalformedPacketException("payload nested more than " + MAX_DEPTH + " levels deep");
        }
        switch (skipWhitespace()) {
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
        if (skipWhitespace() == ']') {
            position++;
            return;
        }
        do {
            value(depth + 1);
        } while (hasMore(']'));
    }

    private void object(int depth) throws MalformedPacketException {
        position++;
        if (skipWhitespace() == '}') {
            position++;
            return;
        }
        boolean placeholder = false;
        int index = -1;
        do {
            if (skipWhitespace() != '"') {
                throw malformed();
            }
            int key = position;
            string();
            int keyEnd = position;
            if (skipWhitespace() != ':') {
                throw malformed();
            }
            position++;
            skipWhitespace();
            int start = position;
            value(depth + 1);
            if (matches(PLACEHOLDER_KEY, key, keyEnd)) {
                placeholder = matches("true", start, position);
            } else if (matches(INDEX_KEY, key, keyEnd)) {
                index = parseIndex(start, position);
            }
        } while (hasMore('}'));
        if (placeholder && attachments > 0) {
            if (index < 0 || index >= attachments) {
                throw new MalformedPacketException("placeholder without an attachment");
            }
            placeholders.set(index);
        }
    }

    /** Consumes a comma, and returns true, or {@code end}, and returns false. */
    private boolean hasMore(char end) throws MalformedPacketException {
        int c = skipWhitespace();
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
