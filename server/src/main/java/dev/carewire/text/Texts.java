package dev.carewire.text;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/** The characters that each kind of text may contain, and the lengths of fields without a limit of their own. Callers check lengths. */
public final class Texts {

    /** Longest text of one line, such as a name, in UTF-16 code units. */
    public static final int LINE_LENGTH = 200;

    /** Longest text of several lines, such as a diagnosis, in UTF-16 code units. */
    public static final int PROSE_LENGTH = 4_000;

    private Texts() {}

    /** Whether {@code text} has no control characters and no lone surrogates, as names and other single lines. */
    public static boolean isLine(String text) {
        return consistsOf(text, Texts::isPrintable);
    }

    /**
     * Whether line breaks and tabs are the only control characters in {@code text}, and there are no lone surrogates.
     */
    public static boolean isProse(String text) {
        return consistsOf(
                text,
                codePoint -> isPrintable(codePoint) || codePoint == '\n' || codePoint == '\r' || codePoint == '\t');
    }

    /** Whether {@code text} has no lone surrogates, so that it can be written as UTF-8 and read again. */
    public static boolean isWellFormed(String text) {
        return consistsOf(text, codePoint -> Character.getType(codePoint) != Character.SURROGATE);
    }

    /** Whether every database can store {@code text}: it is well-formed and has no NUL. */
    public static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && isWellFormed(text);
    }

    /** Whether a code point may be shown in a line: no control character and no lone surrogate. */
    public static boolean isPrintable(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }

    /** {@code text} as one segment of a URL's path: percent-encoded, except for ASCII letters, digits and {@code - _ . *}. */
    public static String percentEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The first {@code maxCodePoints} printable characters of {@code text}; for names, which tokens do not bound. */
    public static String printablePrefix(String text, int maxCodePoints) {
        return text.codePoints()
                .filter(Texts::isPrintable)
                .limit(maxCodePoints)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean consistsOf(String text, IntPredicate allowed) {
        return text.codePoints().allMatch(allowed);
    }
}
