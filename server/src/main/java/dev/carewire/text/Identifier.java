package dev.carewire.text;

/**
 * The one rule for ids of tenants, users and records: 1 to {@value #MAX_LENGTH} characters, at most {@value #MAX_BYTES} bytes of
 * UTF-8, inner blanks allowed. An id has no blanks around it, no line breaks, no control, zero-width or bidirectional formatting
 * characters and no lone surrogates. Every id column of the database takes every valid id.
 */
public final class Identifier {

    /** Longest id, in UTF-16 code units. It fits an identity provider's {@code f:}, a UUID, a colon and an e-mail address. */
    public static final int MAX_LENGTH = 320;

    /** Longest id, in bytes of UTF-8: four of them fit into one index row of PostgreSQL. */
    public static final int MAX_BYTES = 640;

    private static final int GRAPHEME_JOINER = 0x034F;

    private Identifier() {}

    /** Whether {@code text} can be an id. */
    public static boolean isValid(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && !isBlank(text.codePointAt(0))
                && !isBlank(text.codePointBefore(text.length()))
                && text.codePoints().allMatch(Identifier::isAllowed)
                && text.codePoints().map(Identifier::utf8Length).sum() <= MAX_BYTES;
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    private static boolean isAllowed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> codePoint != GRAPHEME_JOINER;
        };
    }

    private static int utf8Length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return Character.isBmpCodePoint(codePoint) ? 3 : 4;
    }
}
