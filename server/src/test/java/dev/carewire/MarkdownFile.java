package dev.carewire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One Markdown document, split as GitHub reads it.
 *
 * @param path where it is
 * @param lines its lines; those of code blocks are empty
 */
record MarkdownFile(Path path, List<String> lines) {

    private static final Pattern FENCE = Pattern.compile("\\s*```.*");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern CODE_SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.+)");
    private static final Pattern TABLE_RULE = Pattern.compile("\\|(\\s*:?-{3,}:?\\s*\\|)+");
    private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");

    static MarkdownFile read(Path path) {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        boolean afterBlank = true;
        try {
            for (String line : Files.readAllLines(path)) {
                boolean fence = FENCE.matcher(line).matches();
                String shown = fenced || fence || (afterBlank && line.startsWith("    ")) ? "" : line;
                prose.add(shown);
                afterBlank = shown.isEmpty();
                fenced ^= fence;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new MarkdownFile(path, List.copyOf(prose));
    }

    /** Everything outside of code blocks. */
    String text() {
        return String.join("\n", lines);
    }

    /** The targets of links, in order. */
    List<String> links() {
        return LINK.matcher(text()).results().map(match -> match.group(1)).toList();
    }

    /** The texts in backticks, in order. */
    List<String> codeSpans() {
        return CODE_SPAN.matcher(text()).results().map(match -> match.group(1)).toList();
    }

    /** The fragments that links to this document may have. */
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        return headings()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .map(anchor -> {
                    int times = seen.merge(anchor, 1, Integer::sum);
                    return times == 1 ? anchor : anchor + "-" + (times - 1);
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> headings() {
        return lines.stream()
                .map(HEADING::matcher)
                .filter(heading -> heading.matches())
                .map(heading -> heading.group(1));
    }

    /** The paragraph below the title; empty if a title or a paragraph is missing. */
    String opening() {
        if (lines.size() < 3 || !lines.get(0).startsWith("# ") || !lines.get(1).isEmpty()) {
            return "";
        }
        return lines.stream().skip(2).takeWhile(line -> !line.isEmpty()).collect(Collectors.joining(" "));
    }

    /** Lines of tables that GitHub shows as text or with other columns than their header, as {@code number: line}. */
    List<String> brokenTableLines() {
        List<String> broken = new ArrayList<>();
        int columns = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.startsWith("|")) {
                columns = 0;
                continue;
            }
            if (columns == 0
                    && i + 1 < lines.size()
                    && TABLE_RULE.matcher(lines.get(i + 1)).matches()) {
                columns = borders(line);
            }
            if (borders(line) != columns) {
                broken.add((i + 1) + ": " + line);
            }
        }
        return broken;
    }

    private static int borders(String row) {
        return (int) CELL_BORDER.matcher(row).results().count();
    }
}
