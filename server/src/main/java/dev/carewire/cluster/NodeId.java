package dev.carewire.cluster;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One run of a node: a restarted server has another.
 *
 * @param value 8 lower-case letters and digits
 */
public record NodeId(String value) {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 8;
    private static final Pattern TEXT = Pattern.compile("[a-z0-9]{" + LENGTH + "}");

    public NodeId {
        Objects.requireNonNull(value, "value");
        if (!TEXT.matcher(value).matches()) {
            throw new IllegalArgumentException("node: invalid (expected: 8 lower-case letters and digits)");
        }
    }

    /** An id that no other node has. */
    public static NodeId random() {
        StringBuilder text = new StringBuilder(LENGTH);
        new SecureRandom()
                .ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .forEach(text::append);
        return new NodeId(text.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
