package dev.carewire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.prose.Prose;
import dev.carewire.prose.ProseRules;
import dev.carewire.prose.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds comments and documents to the house English: no avoided words, and at most 25 words a sentence. Words and exceptions are in
 * {@code src/test/resources/prose}.
 */
class ProseTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void commentsAndDocumentsKeepToTheRules() throws IOException {
        ProseRules rules = ProseRules.read(Path.of("src/test/resources/prose"));
        List<String> violations = new ArrayList<>();
        for (Path file : files()) {
            String name = ROOT.relativize(file).toString().replace('\\', '/');
            for (Sentence sentence : Prose.sentences(file)) {
                violations.addAll(rules.violations(name, sentence));
            }
        }
        assertThat(violations).isEmpty();
        assertThat(rules.unusedExemptions()).as("exceptions that nothing needs").isEmpty();
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
}
