package dev.carewire;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.prose.Prose;
import dev.carewire.prose.ProseRules;
import dev.carewire.prose.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds comments and documents to the house English. Files with old violations are listed with their number, which may
 * only fall; {@code -Dprose=write} lowers it.
 */
class ProseTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path RULES = Path.of("src/test/resources/prose");
    private static final Path BASELINE = RULES.resolve("baseline.tsv");

    @Test
    void commentsAndDocumentsKeepToTheRules() throws IOException {
        ProseRules rules = ProseRules.read(RULES);
        Map<String, List<String>> violations = violations(rules);
        if ("write".equals(System.getProperty("prose"))) {
            writeBaseline(violations);
        }
        Map<String, Integer> allowed = readBaseline();
        List<String> excess = new ArrayList<>();
        Map<String, Integer> counted = new TreeMap<>();
        violations.forEach((file, found) -> {
            counted.put(file, found.size());
            if (found.size() > allowed.getOrDefault(file, 0)) {
                excess.addAll(found);
            }
        });
        assertThat(excess)
                .as("violations in files that have more than the baseline allows")
                .isEmpty();
        assertThat(counted)
                .as("violations by file (lower baseline.tsv with -Dprose=write)")
                .isEqualTo(allowed);
        assertThat(rules.unusedExemptions()).as("exceptions that nothing needs").isEmpty();
    }

    private static Map<String, List<String>> violations(ProseRules rules) throws IOException {
        Map<String, List<String>> violations = new TreeMap<>();
        for (Path file : files()) {
            String name = ROOT.relativize(file).toString().replace('\\', '/');
            List<String> found = new ArrayList<>();
            for (Sentence sentence : Prose.sentences(file)) {
                found.addAll(rules.violations(name, sentence));
            }
            if (!found.isEmpty()) {
                violations.put(name, found);
            }
        }
        return violations;
    }

    /** The generated files hold the descriptions of events and settings, so the code's literals need no check. */
    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(List.of(ROOT.resolve("config.yaml")));
        for (String module : List.of("server", "redis", "client-demo")) {
            files.addAll(filesIn(ROOT.resolve(module).resolve("src"), ".java"));
        }
        files.addAll(filesIn(ROOT.resolve("docs"), ".md"));
        try (Stream<Path> top = Files.list(ROOT)) {
            top.filter(file -> file.toString().endsWith(".md")).forEach(files::add);
        }
        return files;
    }

    private static List<Path> filesIn(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static void writeBaseline(Map<String, List<String>> violations) throws IOException {
        String head = "# Violations of the prose rules by file. Columns: number, file.\n";
        Files.writeString(
                BASELINE,
                violations.entrySet().stream()
                        .map(file -> file.getValue().size() + "\t" + file.getKey() + "\n")
                        .collect(joining("", head, "")));
    }

    private static Map<String, Integer> readBaseline() throws IOException {
        Map<String, Integer> allowed = new TreeMap<>();
        for (String line : Files.readAllLines(BASELINE)) {
            if (!line.startsWith("#")) {
                String[] columns = line.split("\t", -1);
                allowed.put(columns[1], Integer.valueOf(columns[0]));
            }
        }
        return allowed;
    }
}
