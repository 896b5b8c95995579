package dev.carewire.app;

/**
 * Escapes texts for a line of the log. Clients choose origins, paths and names: none of them may end the line, close
 * its quotation, or control the terminal of a reader.
 */
final class LogText {

    /** Characters of a text that the log shows. */
    static final int MAX_LENGTH = 1_000;

    private LogText() {}

    /**
     * The text with {@code \n} and {@code \}{@code u001b} for control and formatting characters, and a backslash before
     * quotes and backslashes. Shows at most {@value #MAX_LENGTH} characters.
     */
    static String escape(String text) {
        String shown = shorten(text);
        StringBuilder escaped = new StringBuilder(shown.length() + 16);
        shown.chars().forEach(each -> append(escaped, (char) each));
        return escaped.toString();
    }

    /** The text, or its first {@value #MAX_LENGTH} characters and an ellipsis. */
    static String shorten(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + '…';
    }

    private static void append(StringBuilder escaped, char each) {
        switch (each) {
            case '"', '\\' -> escaped.append('\\').append(each);
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> {
                if (isVisible(each)) {
                    escaped.append(each);
                } else {
                    escaped.append(String.format("\\u%04x", (int) each));
                }
            }
        }
    }

    /** Whether a character neither ends a line, nor controls a terminal, nor changes the direction of what follows. */
    private static boolean isVisible(char each) {
        return switch (Character.getType(each)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
