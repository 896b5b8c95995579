package dev.carewire.prose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The style rules for English text: the length of a sentence, avoided words, and exceptions. One thread. */
public final class ProseRules {

    private static final int MAX_WORDS = 25;

    private final List<Avoided> avoided;
    private final List<Exemption> exemptions;
    private final Set<Exemption> used = new HashSet<>();

    private ProseRules(List<Avoided> avoided, List<Exemption> exemptions) {
        this.avoided = avoided;
        this.exemptions = exemptions;
    }

    /** Reads {@code avoided.tsv} and {@code exceptions.tsv} in a folder. */
    public static ProseRules read(Path folder) throws IOException {
        return new ProseRules(
                rows(folder.resolve("avoided.tsv")).map(Avoided::of).toList(),
                rows(folder.resolve("exceptions.tsv")).map(Exemption::of).toList());
    }

    private static Stream<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t", -1));
    }

    /**
     * Checks one sentence.
     *
     * @param file the path below the project's root, as the exceptions name it
     * @return one line for each violation: place, kind, words, sentence
     */
    public List<String> violations(String file, Sentence sentence) {
        List<String> violations = new ArrayList<>();
        if (sentence.words() > MAX_WORDS && !isExempt(file, "length", sentence)) {
            violations.add(line(file, "length", sentence.words() + " words", sentence));
        }
        for (Avoided rule : avoided) {
            Matcher words = rule.pattern().matcher(sentence.text());
            while (words.find()) {
                if (!isExempt(file, rule.kind(), sentence)) {
                    violations.add(
                            line(file, rule.kind(), words.group() + " (better: " + rule.replacement() + ")", sentence));
                }
            }
        }
        return violations;
    }

    private static String line(String file, String kind, String words, Sentence sentence) {
        return file + ":" + sentence.line() + ": " + kind + ": " + words + ": " + sentence.text();
    }

    private boolean isExempt(String file, String kind, Sentence sentence) {
        List<Exemption> matching = exemptions.stream()
                .filter(exemption -> exemption.covers(file, kind, sentence))
                .toList();
        used.addAll(matching);
        return !matching.isEmpty();
    }

    /** The exceptions that no sentence checked so far has needed. */
    public List<Exemption> unusedExemptions() {
        return exemptions.stream()
                .filter(exemption -> !used.contains(exemption))
                .toList();
    }

    private record Avoided(String kind, Pattern pattern, String replacement) {

        static Avoided of(String[] row) {
            return new Avoided(row[0], Pattern.compile("\\b(?:" + row[1] + ")\\b", Pattern.CASE_INSENSITIVE), row[2]);
        }
    }

    /**
     * A sentence that may violate a rule.
     *
     * @param file the path below the project's root
     * @param kind the kind of rule
     * @param words a part of the sentence
     * @param reason the reason for the exception
     */
    public record Exemption(String file, String kind, String words, String reason) {

        static Exemption of(String[] row) {
            return new Exemption(row[0], row[1], row[2], row[3]);
        }

        boolean covers(String path, String violated, Sentence sentence) {
            return file.equals(path) && kind.equals(violated) && sentence.text().contains(words);
        }
    }
}
