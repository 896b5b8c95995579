package dev.carewire.idempotency;

import dev.carewire.command.RejectedException;
import dev.carewire.http.Request;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The request header with the idempotency key (draft-ietf-httpapi-idempotency-key-header). The draft writes the key as a
 * quoted string, most clients write it bare: {@code "k-1"} and {@code k-1} are the same key.
 */
public final class KeyHeader {

    /** The header's name. */
    public static final String NAME = "Idempotency-Key";

    /** Longest key, in characters. */
    public static final int MAX_LENGTH = 255;

    /** With quotes, and each character escaped. A longer value is invalid anyway. */
    private static final int MAX_QUOTED_LENGTH = 2 + 2 * MAX_LENGTH;

    private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1," + MAX_LENGTH + "}");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\[\"\\\\])*)\"");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\])");

    private KeyHeader() {}

    /**
     * The key of a request.
     *
     * @return empty without the header
     * @throws RejectedException INVALID for a key that is not 1 to {@value #MAX_LENGTH} printable ASCII characters, and for
     *     two different keys
     */
    public static Optional<String> of(Request request) {
        Set<String> keys = new HashSet<>();
        request.headers(NAME).forEach(value -> keys.add(unquoted(value)));
        if (keys.size() > 1) {
            throw RejectedException.invalid(NAME + ": given twice (expected: one key)");
        }
        Optional<String> key = keys.stream().findFirst();
        if (key.filter(text -> !PRINTABLE.matcher(text).matches()).isPresent()) {
            throw RejectedException.invalid(
                    NAME + ": invalid (expected: 1 to " + MAX_LENGTH + " printable ASCII characters)");
        }
        return key;
    }

    private static String unquoted(String value) {
        if (value.length() > MAX_QUOTED_LENGTH) {
            return value;
        }
        Matcher quoted = QUOTED.matcher(value);
        return quoted.matches() ? ESCAPED.matcher(quoted.group(1)).replaceAll("$1") : value;
    }
}
