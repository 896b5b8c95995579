package dev.carewire.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProseRulesTest {

    @Test
    void readsCommentsAndSkipsCodeAndLiterals() {
        String source = """
                /**
                 * Sends {@code a b c} to a {@link java.util.List list}. Blocks.
                 *
                 * @param name the key
                 */
                void send(String name) {
                    log("// no comment"); // One line
                    // that goes into the next.
                }
                """;
        assertThat(Prose.sentences("A.java", source))
                .containsExactly(
                        new Sentence(2, "Sends \u25a1 to a list."),
                        new Sentence(2, "Blocks."),
                        new Sentence(4, "the key"),
                        new Sentence(7, "One line that goes into the next."));
    }

    @Test
    void readsTheTextOfMarkdownByHeadingItemAndCell() {
        String page = """
                # Title

                - An `item of code`
                - with [a link](b.md)

                | call | answer |
                | --- | --- |
                | `GET /` | 200 |

                ```sh
                say nothing
                ```
                """;
        assertThat(Prose.sentences("a.md", page))
                .extracting(Sentence::text)
                .containsExactly("Title", "An \u25a1", "with a link", "call", "answer", "\u25a1", "200");
    }

    @Test
    void readsTheCommentsOfYamlByCell() {
        assertThat(Prose.sentences("a.yaml", "# The port.\n# number | range: 1..9 | default: 2\nport: 2 # not read\n"))
                .extracting(Sentence::text)
                .startsWith("The port.", "number", "range: 1..9", "default: 2");
    }

    @Test
    void findsAvoidedWordsOutsideQuotationsAndLongSentences() throws IOException {
        ProseRules rules = ProseRules.read(Path.of("src/test/resources/prose"));
        String page = "The server tells it. The client sends \"tell me\". " + "Word ".repeat(26) + ".";
        List<String> found = Prose.sentences("a.md", page).stream()
                .flatMap(sentence -> rules.violations("a.md", sentence).stream())
                .toList();
        assertThat(found).hasSize(2);
        assertThat(found.get(0)).startsWith("a.md:1: verb: tells");
        assertThat(found.get(1)).startsWith("a.md:1: length: 26 words");
    }
}
