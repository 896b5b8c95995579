package dev.carewire.protocol;

import java.util.BitSet;

/**
 * Checks that a text is one JSON value, without making anything of it, and notes the placeholders of binary attachments on the way.
 * One use.
 */
final class JsonScan {

    /** How deep values may nest. */
    private static final int MAX_DEPTH = 64;

    /** Digits of the largest placeholder number that is read. */
    private static final int MAX_DIGITS = 4;

    private static final String PLACEHOLDER = "\"_placeholder\"";
    private static final String NUMBER = "\"num\"";

    private final String text;
    private final int attachments;
    private final BitSet placeholders = new BitSet();
    private int at;

    private JsonScan(String text, int attachments) {
        this.text = text;
        this.attachments = attachments;
    }

    /**
     * Checks that {@code text} is JSON.
     *
     * @param attachments how many the packet has; if any, each must have its placeholder, and no placeholder may name another
     */
    static void check(String text, int attachments) throws MalformedPacketException {
        JsonScan scan = new JsonScan(text, attachments);
        scan.value(0);
        if (scan.next() != -1) {
            throw malformed();
        }
        if (scan.placeholders.cardinality() != attachments) {
            throw new MalformedPacketException("an attachment without a placeholder");
        }
    }

    /** The next character that is no white space, left where it is; -1 at the end. */
    private int next() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c;
            }
            at++;
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
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void array(int depth) throws MalformedPacketException {
        at++;
        if (next() == ']') {
            at++;
            return;
        }
        do {
            value(depth + 1);
        } while (more(']'));
    }

    private void object(int depth) throws MalformedPacketException {
        at++;
        if (next() == '}') {
            at++;
            return;
        }
        boolean placeholder = false;
        int number = -1;
        do {
            if (next() != '"') {
                throw malformed();
            }
            int key = at;
            string();
            int keyEnd = at;
            if (next() != ':') {
                throw malformed();
            }
            at++;
            next();
            int start = at;
            value(depth + 1);
            if (is(PLACEHOLDER, key, keyEnd)) {
                placeholder = is("true", start, at);
            } else if (is(NUMBER, key, keyEnd)) {
                number = index(start, at);
            }
        } while (more('}'));
        if (placeholder && attachments > 0) {
            if (number < 0 || number >= attachments) {
                throw new MalformedPacketException("a placeholder without an attachment");
            }
            placeholders.set(number);
        }
    }

    /** Passes a comma, or the end of an array or object. */
    private boolean more(char end) throws MalformedPacketException {
        int c = next();
        at++;
        if (c != ',' && c != end) {
            throw malformed();
        }
        return c == ',';
    }

    private void string() throws MalformedPacketException {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
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
        if (at == text.length()) {
            throw malformed();
        }
        char c = text.charAt(at++);
        if (c == 'u') {
            for (int end = at + 4; at < end; at++) {
                if (at == text.length() || Character.digit(text.charAt(at), 16) < 0) {
                    throw malformed();
                }
            }
        } else if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw malformed();
        }
    }

    private void word(String word) throws MalformedPacketException {
        if (!text.startsWith(word, at)) {
            throw malformed();
        }
        at += word.length();
    }

    private void number() throws MalformedPacketException {
        if (peek('-')) {
            at++;
        }
        if (peek('0')) {
            at++;
        } else {
            digits();
        }
        if (peek('.')) {
            at++;
            digits();
        }
        if (peek('e') || peek('E')) {
            at++;
            if (peek('+') || peek('-')) {
                at++;
            }
            digits();
        }
    }

    private void digits() throws MalformedPacketException {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw malformed();
        }
    }

    private boolean peek(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean is(String expected, int from, int to) {
        return to - from == expected.length() && text.startsWith(expected, from);
    }

    /** The number in that stretch of the text, or -1 if it is no small whole one. */
    private int index(int from, int to) {
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
