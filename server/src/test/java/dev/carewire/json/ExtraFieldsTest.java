package dev.carewire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.text.ExtraFields;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExtraFieldsTest {

    private static final StrictJsonReader STRICT = new StrictJsonReader();

    private record Holder(String id, ExtraFields extra) {}

    @Test
    void survivesStoring() throws Exception {
        String extra = "{\"vitals\":{\"bp\":\"120/80\",\"weight\":71.5},\"count\":12345678901234567890,\"gone\":null}";

        Holder read = Json.read(Json.write(new Holder("h1", new ExtraFields(extra))), Holder.class);

        assertThat(read.extra().json()).isEqualTo(extra);
    }

    @Test
    void isEmptyWhereTheRecordHasNone() throws Exception {
        assertThat(STRICT.read("{\"id\":\"h1\"}", Holder.class, ZoneOffset.UTC, 50)
                        .extra())
                .isEqualTo(ExtraFields.NONE);
        assertThat(STRICT.read("{\"id\":\"h1\",\"extra\":null}", Holder.class, ZoneOffset.UTC, 50)
                        .extra())
                .isEqualTo(ExtraFields.NONE);
        assertThat(Json.read("{\"id\":\"h1\"}", Holder.class).extra()).isEqualTo(ExtraFields.NONE);
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void rejectsWhatExceedsALimit(String extra) {
        assertThatThrownBy(
                        () -> STRICT.read("{\"id\":\"h1\",\"extra\":" + extra + "}", Holder.class, ZoneOffset.UTC, 50))
                .isInstanceOfSatisfying(
                        InvalidFieldException.class,
                        refused -> assertThat(refused.getMessage())
                                .isEqualTo("extra: invalid (expected: an object of " + ExtraFields.LIMITS + ")"));
    }

    static List<String> tooMuch() {
        return List.of(
                "[]",
                "\"text\"",
                "{\"long\":\"" + "x".repeat(ExtraFields.MAX_BYTES) + "\"}",
                "{\"wide\":\"" + "ü".repeat(ExtraFields.MAX_BYTES / 2) + "\"}",
                "{\"a\":".repeat(ExtraFields.MAX_DEPTH) + "{}" + "}".repeat(ExtraFields.MAX_DEPTH),
                "{\"a\":" + "[".repeat(ExtraFields.MAX_DEPTH) + "]".repeat(ExtraFields.MAX_DEPTH) + "}",
                many(ExtraFields.MAX_FIELDS + 1),
                "{\"endless\":1e999}",
                "{\"half\":\"\\ud800\"}");
    }

    @Test
    void acceptsWhatMeetsEachLimit() throws Exception {
        int depth = ExtraFields.MAX_DEPTH - 1;
        for (String extra : List.of(
                "{\"long\":\"" + "x".repeat(ExtraFields.MAX_BYTES - 11) + "\"}",
                "{\"a\":".repeat(depth) + "{}" + "}".repeat(depth),
                many(ExtraFields.MAX_FIELDS))) {
            assertThat(STRICT.read("{\"id\":\"h1\",\"extra\":" + extra + "}", Holder.class, ZoneOffset.UTC, 50)
                            .extra()
                            .json())
                    .isEqualTo(extra);
        }
    }

    private static String many(int fields) {
        return IntStream.range(0, fields).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void followsTheRecordsOwnFieldsAndReplacesNone() {
        JsonObject visit = new JsonObject()
                .put("_id", "v1")
                .put("notes", Optional.empty())
                .putExtra(new ExtraFields("{\"_id\":\"v9\",\"notes\":\"stale\",\"soapNotes\":{\"plan\":\"rest\"}}"))
                .put("status", "open");

        assertThat(visit.json()).isEqualTo("{\"_id\":\"v1\",\"status\":\"open\",\"soapNotes\":{\"plan\":\"rest\"}}");
    }

    @Test
    void hidesADefaultOfItsName() {
        assertThat(new JsonObject()
                        .putDefault("diagnoses", List.of())
                        .putExtra(new ExtraFields("{\"diagnoses\":[\"L40\"]}"))
                        .json())
                .isEqualTo("{\"diagnoses\":[\"L40\"]}");
        assertThat(new JsonObject().putDefault("diagnoses", List.of()).json()).isEqualTo("{\"diagnoses\":[]}");
    }

    @Test
    void completesAnObjectUnlessItIsAboutAnotherRecord() {
        String named = "{\"patient\":{\"_id\":\"p1\",\"firstName\":\"Ann\"}}";

        assertThat(new JsonObject()
                        .put("patient", new JsonObject().put("_id", "p1"))
                        .putExtra(new ExtraFields(named))
                        .json())
                .isEqualTo(named);
        assertThat(new JsonObject()
                        .put("patient", new JsonObject().put("_id", "p2"))
                        .putExtra(new ExtraFields(named))
                        .json())
                .isEqualTo("{\"patient\":{\"_id\":\"p2\"}}");
    }

    @Test
    void isNotPartOfAReducedObject() {
        ExtraFields extra = new ExtraFields("{\"name\":\"Ann\",\"secret\":1}");

        assertThat(new JsonObject().put("id", "1").putExtra(extra).removeExtra().json())
                .isEqualTo("{\"id\":\"1\"}");
        assertThat(new JsonObject()
                        .put("id", "1")
                        .putExtra(extra)
                        .retainFields(List.of("id"))
                        .json())
                .isEqualTo("{\"id\":\"1\"}");
        assertThat(new JsonObject()
                        .put("name", "Bea")
                        .putExtra(extra)
                        .removeFields(List.of("name"))
                        .json())
                .isEqualTo("{\"secret\":1}");
    }

    @Test
    void keepsItsContentOutOfLogs() {
        assertThat(new ExtraFields("{\"name\":\"Ann\"}").toString()).doesNotContain("Ann", "name");
    }
}
