package dev.carewire.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reduces texts to a form in which a search compares them, the same for every database: lower case without accents, and with
 * apostrophes removed. Composed and decomposed letters, full-width letters and typographic marks become the same.
 */
public final class SearchText {

    /** Letters with a stroke or a ligature, which Unicode does not decompose. */
    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            Map.entry((int) 'ß', "ss"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'ħ', "h"),
            Map.entry((int) 'ŧ', "t"),
            Map.entry((int) 'ŋ', "n"),
            Map.entry((int) 'ı', "i"),
            Map.entry((int) 'ς', "σ"));

    /** Marks that join the parts of one word. */
    private static final String APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′ʾʿ";

    /** Marks that separate words, besides blanks and dashes. */
    private static final String SEPARATORS = ",;:+./\\()[]{}<>|\"„“”«»‹›‚·";

    private SearchText() {}

    /** {@code text} in this form, with one blank between its parts. */
    public static String fold(String text) {
        StringBuilder marked = new StringBuilder();
        text.codePoints()
                .filter(codePoint -> APOSTROPHES.indexOf(codePoint) < 0)
                .forEach(marked::appendCodePoint);
        // Upper case first: it writes out ß, and Turkish letters lose their dots as marks.
        String cased = decomposed(decomposed(marked.toString()).toUpperCase(Locale.ROOT))
                .toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder();
        decomposed(cased).codePoints().forEach(codePoint -> append(folded, codePoint));
        return folded.toString().strip().replaceAll(" +", " ");
    }

    /** The parts of {@code text} in this form, which blanks and other marks separate; may be empty. */
    public static List<String> parts(String text) {
        return Arrays.stream(fold(text).split(" ", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** The decimal digits of {@code text} in any script, as ASCII. */
    public static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.codePoints()
                .filter(Character::isDigit)
                .forEach(codePoint -> digits.append(Character.digit(codePoint, 10)));
        return digits.toString();
    }

    private static String decomposed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD);
    }

    private static void append(StringBuilder folded, int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.FORMAT, Character.CONTROL -> {}
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.DASH_PUNCTUATION -> folded.append(' ');
            case Character.DECIMAL_DIGIT_NUMBER -> folded.append(Character.digit(codePoint, 10));
            default -> {
                if (SEPARATORS.indexOf(codePoint) >= 0) {
                    folded.append(' ');
                } else if (LETTERS.containsKey(codePoint)) {
                    folded.append(LETTERS.get(codePoint));
                } else {
                    folded.appendCodePoint(codePoint);
                }
            }
        }
    }
}
