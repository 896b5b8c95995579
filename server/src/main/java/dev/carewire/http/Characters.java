package dev.carewire.http;

/** Which characters a client's text may hold: what every database and every JSON reader can keep. */
final class Characters {

    private Characters() {}

    /** Whether there is no NUL and no half of a surrogate pair in {@code text}. */
    static boolean areStorable(String text) {
        return text.codePoints().noneMatch(Characters::isUnstorable);
    }

    private static boolean isUnstorable(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
