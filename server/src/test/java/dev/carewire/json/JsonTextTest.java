package dev.carewire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void keepsEveryElementAsItWasWritten() throws MalformedJsonException {
        List<String> items = List.of(
                "1.50",
                "-0",
                "1e3",
                "12345678901234567890.10",
                "\"a\\u00e9\\/\\n\"",
                "\"é 😀\"",
                "{ \"b\" : 1.0, \"a\":[ 1 , {\"b\":2} ] }",
                "[]",
                "{}",
                "null",
                "true",
                "\"\"");

        assertThat(JsonText.items(" [ " + String.join(" ,\n", items) + "\t] ")).isEqualTo(items);
        assertThat(JsonText.items("[" + String.join(",", items) + "]")).isEqualTo(items);
    }

    @Test
    void keepsEveryFieldAsItWasWrittenAndOfARepeatedOneTheLast() throws MalformedJsonException {
        assertThat(JsonText.fields("{\"a\": 1.0 ,\"b\":{\"a\":[2]}, \"a\" :\"x\",\"n\":null}"))
                .containsOnly(
                        org.assertj.core.api.Assertions.entry("a", "\"x\""),
                        org.assertj.core.api.Assertions.entry("b", "{\"a\":[2]}"),
                        org.assertj.core.api.Assertions.entry("n", "null"));
        assertThat(JsonText.fields("{}")).isEmpty();
    }

    /** Longer than any buffer of the parser. */
    @Test
    void keepsPositionsInALargeText() throws MalformedJsonException {
        String large = "{\"text\":\"" + "ü😀".repeat(50_000) + "\",\"n\":1.00}";
        String array = "[" + large + "," + large + ",7.0]";

        assertThat(JsonText.items(array)).containsExactly(large, large, "7.0");
        assertThat(JsonText.items(
                        JsonText.fields("{\"x\":0, \"args\":" + array + "}").get("args")))
                .containsExactly(large, large, "7.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[1", "[1,]", "{}", "[1] 2", "[01]", "[tru]", "\"a\"", "[\"a]"})
    void rejectsWhatIsNotOneArray(String text) {
        assertThatThrownBy(() -> JsonText.items(text)).isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\"}", "{\"a\":1", "[]", "{} {}", "{a:1}", "null"})
    void rejectsWhatIsNotOneObject(String text) {
        assertThatThrownBy(() -> JsonText.fields(text)).isInstanceOf(MalformedJsonException.class);
    }
}
