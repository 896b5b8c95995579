package dev.carewire.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

final class JsonTextTest {

    @Test
    void showsFieldsInAlphabeticalOrderOnOneLine() throws JSONException {
        JSONObject value = new JSONObject("{\"b\":[1,2.5,true],\"a\":{\"d\":null,\"c\":\"x\"}}");

        assertThat(JsonText.of(value)).isEqualTo("{\"a\": {\"c\": \"x\", \"d\": null}, \"b\": [1, 2.5, true]}");
    }

    @Test
    void quotesWhatWouldBreakTheLine() {
        assertThat(JsonText.of("a\n\"b\"")).isEqualTo("\"a\\n\\\"b\\\"\"");
    }

    @Test
    void showsOnlyTheSizeOfBytes() {
        assertThat(JsonText.of(new JSONArray().put(new byte[3]))).isEqualTo("[<3 bytes>]");
    }
}
