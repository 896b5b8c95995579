package dev.carewire.assistant;

/**
 * The text of an answer while it is generated. It never exceeds its limit and contains no invalid characters: control
 * characters and lone surrogates. One thread at a time.
 */
final class AnswerText {

    private final int maxLength;
    private final StringBuilder text = new StringBuilder();
    private boolean truncated;

    /** A high surrogate whose low surrogate is expected in the next piece; 0 for none. */
    private char pendingSurrogate;

    AnswerText(int maxLength) {
        this.maxLength = maxLength;
    }

    /** Appends as much of a piece as fits, and returns the appended text. */
    String append(String piece) {
        String whole = pendingSurrogate == 0 ? piece : pendingSurrogate + piece;
        pendingSurrogate = 0;
        int start = text.length();
        for (int i = 0; i < whole.length() && !truncated; i++) {
            char unit = whole.charAt(i);
            if (Character.isHighSurrogate(unit)) {
                if (i + 1 == whole.length()) {
                    pendingSurrogate = unit;
                } else if (Character.isLowSurrogate(whole.charAt(i + 1))) {
                    i++;
                    add(whole.substring(i - 1, i + 1));
                }
            } else if (!Character.isLowSurrogate(unit) && (!Character.isISOControl(unit) || isAllowedControl(unit))) {
                add(String.valueOf(unit));
            }
        }
        return text.substring(start);
    }

    private void add(String character) {
        if (text.length() + character.length() > maxLength) {
            truncated = true;
        } else {
            text.append(character);
        }
    }

    private static boolean isAllowedControl(char unit) {
        return unit == '\n' || unit == '\r' || unit == '\t';
    }

    /** Whether some text did not fit. */
    boolean isTruncated() {
        return truncated;
    }

    boolean isBlank() {
        return text.chars().allMatch(Character::isWhitespace);
    }

    /** The text so far. */
    String text() {
        return text.toString();
    }

    /** Shows the length only: answers are about patients. */
    @Override
    public String toString() {
        return "AnswerText[" + text.length() + "]";
    }
}
