package dev.carewire.text;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.IntPredicate;

/** The characters that each kind of text may contain, and the lengths of fields without a limit of their own. Callers check lengths. */
public final class Texts {

    /** Longest text of one line, such as a name, in UTF-16 code units. */
    public static final int LINE_LENGTH = 200;

    /** Longest text of several lines, such as a diagnosis, in UTF-16 code units. */
    public static final int PROSE_LENGTH = 4_000;

    /** The fillers of Hangul, and the Braille pattern without a dot. */
    private static final Set<Integer> BLANK_LETTERS = Set.of(0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800);

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

    /**
     * Whether {@code text} has nothing to see. Blanks, format characters such as those of zero width, combining marks and the
     * blank letters of Unicode do not count.
     */
    public static boolean isInvisible(String text) {
        return text.codePoints().noneMatch(Texts::isVisible);
    }

    /** Whether {@code text} has a bidirectional embedding, override or isolate, which can reorder what is around it. */
    public static boolean hasBidiControl(String text) {
        return text.codePoints().anyMatch(Texts::isBidiControl);
    }

    /**
     * Whether each bidirectional embedding, override and isolate of {@code text} ends within its line, so that it reorders
     * nothing around it. Rules X1 to X8 of Unicode Standard Annex 9.
     */
    public static boolean isBidiClosed(String text) {
        return text.lines().allMatch(Texts::isBidiClosedInLine);
    }

    private static boolean isBidiClosedInLine(String line) {
        Deque<Boolean> isolates = new ArrayDeque<>();
        for (int at = 0; at < line.length(); at++) {
            switch (line.charAt(at)) {
                case '\u202A', '\u202B', '\u202D', '\u202E' -> isolates.push(false);
                case '\u2066', '\u2067', '\u2068' -> isolates.push(true);
                case '\u202C', '\u2069' -> {
                    boolean isolate = line.charAt(at) == '\u2069';
                    if (isolates.isEmpty() || isolates.pop() != isolate) {
                        return false;
                    }
                }
                default -> {}
            }
        }
        return isolates.isEmpty();
    }

    /** {@code text} as one segment of a URL's path: percent-encoded, except for ASCII letters, digits and {@code - _ .}. */
    public static String percentEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    /**
     * The first {@code maxCodePoints} printable characters of {@code text}, without bidirectional controls; for names, which
     * tokens do not bound. Empty if there is nothing to see.
     */
    public static String printablePrefix(String text, int maxCodePoints) {
        return isInvisible(text)
                ? ""
                : text.codePoints()
                        .filter(codePoint -> isPrintable(codePoint) && !isBidiControl(codePoint))
                        .limit(maxCodePoints)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isBidiControl(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> !BLANK_LETTERS.contains(codePoint);
        };
    }

    private static boolean consistsOf(String text, IntPredicate allowed) {
        return text.codePoints().allMatch(allowed);
    }
}
