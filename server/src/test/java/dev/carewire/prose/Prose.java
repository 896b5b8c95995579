package dev.carewire.prose;

import static dev.carewire.prose.Sentence.BREAK;
import static dev.carewire.prose.Sentence.CODE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Extracts the sentences of a file: the comments of Java and YAML, and the text of Markdown. Code is skipped or counts
 * as one word.
 */
public final class Prose {

    /** Literals, which are skipped, and comments: a block, or line comments on consecutive lines. */
    private static final Pattern JAVA = Pattern.compile("\"\"\"[\\s\\S]*?\"\"\""
            + "|\"(?:[^\"\\\\\\n]++|\\\\.)*+\""
            + "|'(?:[^'\\\\\\n]++|\\\\.)++'"
            + "|(?<block>/\\*[\\s\\S]*?\\*/)"
            + "|(?<lines>(?://[^\\n]*\\n[ \\t]*)*//[^\\n]*)");

    private static final List<Rewrite> BLOCK = List.of(
            new Rewrite("^/\\*+|\\*+/$", " "),
            new Rewrite("\\n[ \\t]*\\* ?", ""),
            new Rewrite("(?is)<pre>.*?</pre>", BREAK),
            new Rewrite(
                    "\\{@(?:code|literal|value|systemProperty)\\b(?:[^{}]++|\\{[^{}]*\\})*+\\}"
                            + "|\\{@link(?:plain)?\\s+[^\\s}]+(?:\\([^)]*\\))?\\s*\\}",
                    CODE),
            new Rewrite("\\{@link(?:plain)?\\s+[^\\s}(]+(?:\\([^)]*\\))?\\s+(?<kept>[^}]*)\\}", ""),
            new Rewrite("(?m)^[ \\t]*@see\\b.*$", BREAK),
            new Rewrite("(?m)^[ \\t]*@(?:param|throws|exception)\\s+\\S+|^[ \\t]*@\\w+", BREAK),
            new Rewrite("(?i)</?(?:p|ul|ol|li|h\\d|table|tr|td|th|caption|dl|dt|dd|br)\\b[^>]*>", BREAK),
            new Rewrite("</?\\w+[^>]*>", ""),
            new Rewrite("&(?:lt|gt|amp|nbsp);", " "));

    private static final List<Rewrite> LINES =
            List.of(new Rewrite("(?m)^[ \\t]*//[ \\t]?", ""), new Rewrite("(?m)^- ", BREAK));

    private static final List<Rewrite> MARKDOWN = List.of(
            new Rewrite("(?ms)^[ \\t]*(?<fence>```|~~~).*?^[ \\t]*\\k<fence>[ \\t]*$", BREAK),
            new Rewrite("(?s)<!--.*?-->", ""),
            new Rewrite("``.+?``|`[^`]+`", CODE),
            new Rewrite("!?\\[(?<kept>[^\\]]*)\\]\\([^)]*\\)", ""),
            new Rewrite("(?m)^[ \\t]*\\|?[-: |]+\\|[-: |]*$", ""),
            new Rewrite("\\n[ \\t]*(?=\\n)", BREAK),
            new Rewrite("(?m)^[ \\t]*(?:[-*+]|\\d+\\.|#+|>)[ \\t]", BREAK),
            new Rewrite("\\|", BREAK),
            new Rewrite("\\*\\*", ""));

    private static final List<Rewrite> YAML = List.of(
            new Rewrite("(?m)^(?![ \\t]*#).*$", BREAK),
            new Rewrite("(?m)^[ \\t]*# ?(?=[^\\n]* \\| range: )", BREAK),
            new Rewrite("(?m)^[ \\t]*# ?", ""),
            new Rewrite(" \\| ", BREAK));

    private Prose() {}

    /** The sentences of a file, in order. */
    public static List<Sentence> sentences(Path file) throws IOException {
        return sentences(file.getFileName().toString(), Files.readString(file));
    }

    static List<Sentence> sentences(String fileName, String text) {
        if (fileName.endsWith(".java")) {
            return comments(text);
        }
        return Sentence.split(1, Rewrite.all(fileName.endsWith(".md") ? MARKDOWN : YAML, text));
    }

    private static List<Sentence> comments(String source) {
        List<Sentence> sentences = new ArrayList<>();
        Matcher found = JAVA.matcher(source);
        while (found.find()) {
            String block = found.group("block");
            String lines = found.group("lines");
            if (block != null || lines != null) {
                int line = 1
                        + Sentence.lineBreaks(source.substring(0, found.start()))
                                .length();
                sentences.addAll(Sentence.split(line, Rewrite.all(block != null ? BLOCK : LINES, found.group())));
            }
        }
        return sentences;
    }

    /**
     * One step in the extraction of the prose in a file.
     *
     * @param pattern the text that the step replaces
     * @param replacement precedes the pattern's group {@code kept}, if it has one, and the line breaks of the match
     */
    private record Rewrite(Pattern pattern, String replacement) {

        Rewrite(String regex, String replacement) {
            this(Pattern.compile(regex), replacement);
        }

        static String all(List<Rewrite> steps, String text) {
            String result = text;
            for (Rewrite step : steps) {
                result = step.apply(result);
            }
            return result;
        }

        private String apply(String text) {
            boolean keeps = pattern.pattern().contains("(?<kept>");
            return pattern.matcher(text)
                    .replaceAll(match -> Matcher.quoteReplacement(
                            replacement + (keeps ? match.group(1) : Sentence.lineBreaks(match.group()))));
        }
    }
}
