package dev.carewire.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One sentence of a comment or a document.
 *
 * @param line the line of the file in which it begins, from 1
 * @param text the sentence with single blanks between words; {@link #CODE} replaces code and quotations
 */
public record Sentence(int line, String text) {

    /** Stands for a piece of code or a quotation; counts as one word. */
    public static final String CODE = "\u25a1";

    /** Ends a passage, and a sentence without a full stop. */
    static final String BREAK = "\u2029";

    private static final Pattern QUOTATION = Pattern.compile("\"[^\"]{1,200}\"");

    private static final Pattern END = Pattern.compile(
            BREAK + "|(?<=[.!?])(?<!\\be\\.g\\.)(?<!\\bi\\.e\\.)[\")\\]]*\\s+(?=[\"(\\[]?[A-Z" + CODE + "])");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_" + CODE + "]");

    /** Splits a text that still has its line breaks. */
    static List<Sentence> split(int firstLine, String text) {
        String passage = QUOTATION.matcher(text).replaceAll(quotation -> CODE + lineBreaks(quotation.group()));
        List<Sentence> sentences = new ArrayList<>();
        Matcher end = END.matcher(passage);
        int start = 0;
        while (end.find()) {
            add(sentences, firstLine, passage, start, end.start());
            start = end.end();
        }
        add(sentences, firstLine, passage, start, passage.length());
        return sentences;
    }

    private static void add(List<Sentence> sentences, int firstLine, String passage, int start, int end) {
        String raw = passage.substring(start, end);
        if (!raw.isBlank()) {
            int first = start + raw.length() - raw.stripLeading().length();
            int line = firstLine + lineBreaks(passage.substring(0, first)).length();
            sentences.add(new Sentence(line, raw.strip().replaceAll("\\s+", " ")));
        }
    }

    /** The line breaks of a text alone, so that the numbers of the following lines stay correct. */
    static String lineBreaks(String text) {
        return "\n".repeat((int) text.chars().filter(letter -> letter == '\n').count());
    }

    int words() {
        return (int) Pattern.compile(" ")
                .splitAsStream(text)
                .filter(WORD.asPredicate())
                .count();
    }
}
