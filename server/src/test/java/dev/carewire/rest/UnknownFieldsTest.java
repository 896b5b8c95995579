package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carewire.text.ExtraFields;
import dev.carewire.transport.http.HttpTestClient;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records keep the fields that the server does not know, and answers list them. */
class UnknownFieldsTest extends ClinicTest {

    @BeforeEach
    void registerAda() {
        put("/api/patients/ada", "{\"firstName\":\"Ada\",\"lastName\":\"Poe\"}");
    }

    static Stream<Arguments> kinds() {
        return OwnIdsTest.kinds();
    }

    private static JsonNode json(String text) {
        return HttpTestClient.json(text);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keepsUnknownFieldsAndListsThem(String path, String fields) {
        HttpTestClient.Answer made = post(
                path, "{\"id\":\"own\"," + fields + ",\"shelf\":{\"row\":[1,2.5]},\"color\":\"red\",\"tenantId\":9}");

        assertThat(made.json().path("unknownFields")).isEqualTo(json("[\"color\",\"shelf\",\"tenantId\"]"));
        JsonNode stored = get(path + "/own").data();
        assertThat(stored).isEqualTo(made.data());
        assertThat(stored.path("shelf")).isEqualTo(json("{\"row\":[1,2.5]}"));
        assertThat(stored.path("color").asText()).isEqualTo("red");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void putKeepsAbsentFieldsReplacesGivenOnesAndRemovesNulls(String path, String fields) {
        post(path, "{\"id\":\"own\"," + fields + ",\"a\":1,\"b\":{\"c\":1},\"d\":3}");

        HttpTestClient.Answer changed = put(path + "/own", "{\"b\":{\"e\":2},\"d\":null}");

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        JsonNode stored = get(path + "/own").data();
        assertThat(stored.path("a").asInt()).isEqualTo(1);
        assertThat(stored.path("b")).isEqualTo(json("{\"e\":2}"));
        assertThat(stored.has("d")).isFalse();
    }

    /** Pages send back whole documents, as they received them. */
    @ParameterizedTest
    @MethodSource("kinds")
    void findsNothingUnknownInItsOwnDocument(String path, String fields) {
        post(path, "{\"id\":\"own\"," + fields + "}");
        JsonNode document = get(path + "/own").data();

        HttpTestClient.Answer answer = put(path + "/own", document.toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().has("unknownFields")).isFalse();
        assertThat(answer.data()).isEqualTo(document);
    }

    /** A page sends the document of a moment ago; its outdated times and states are no extra fields. */
    @Test
    void takesNoStaleFieldForAnExtraOne() {
        put("/api/queue/q1", "{\"patientId\":\"ada\"}");
        post("/api/queue/q1/call", "");
        ObjectNode called = (ObjectNode) get("/api/queue/q1").data();
        assertThat(called.has("calledAt")).isTrue();

        HttpTestClient.Answer answer =
                put("/api/queue/q1", called.put("status", "waiting").toString());

        assertThat(answer.data().has("calledAt")).isFalse();
        assertThat(answer.json().has("unknownFields")).isFalse();
    }

    @Test
    void knowsTheNamesOfTheOtherFamily() {
        HttpTestClient.Answer answer = post(
                "/api/patients",
                "{\"firstName\":\"Bo\",\"lastName\":\"Ek\",\"dob\":\"1990-01-02\",\"lastUpdated\":\"2026-11-20\"}");

        assertThat(answer.json().has("unknownFields")).isFalse();
        assertThat(answer.data().has("lastUpdated")).isFalse();
        assertThat(post("/api/appointments", """
                                {"patientId":"ada","patientName":"Ada Poe","providerId":"u-doctor",
                                 "providerName":"Dana North","scheduledStart":"2026-11-20T19:30:00Z"}
                                """).json().has("unknownFields")).isFalse();
    }

    /** Null and absence mean the same for known fields; a blank text removes an optional one. */
    @Test
    void nullLeavesAKnownFieldAsItIs() {
        put("/api/visits/v1", "{\"patientId\":\"ada\",\"doctorId\":\"u-doctor\",\"notes\":\"calm\"}");

        assertThat(put("/api/visits/v1", "{\"notes\":null,\"status\":null,\"doctorId\":null}")
                        .data()
                        .path("notes")
                        .asText())
                .isEqualTo("calm");
        assertThat(put("/api/visits/v1", "{\"notes\":\"\"}").data().has("notes"))
                .isFalse();
    }

    @Test
    void rejectsMoreThanTheLimitsAllTogether() {
        String half = "x".repeat(ExtraFields.MAX_BYTES / 2);
        put("/api/tasks/t1", "{\"title\":\"Call\",\"a\":\"" + half + "\"}");

        put("/api/tasks/t1", "{\"b\":\"" + half + "\"}")
                .isRefused(
                        400, "INVALID", "unknown fields: too many or too large (expected: " + ExtraFields.LIMITS + ")");
        assertThat(put("/api/tasks/t1", "{\"a\":null,\"b\":\"" + half + "\"}").status())
                .isEqualTo(200);
    }

    @Test
    void changesOfARecordKeepItsExtraFields() {
        put("/api/appointments/a1", """
                {"patientId":"ada","doctorId":"u-doctor","scheduledStart":"2026-11-20T19:30:00Z","arrival":"bus"}
                """);

        assertThat(post("/api/appointments/a1/checkin", "")
                        .data()
                        .path("arrival")
                        .asText())
                .isEqualTo("bus");
        assertThat(post("/api/appointments/a1/cancel", "")
                        .data()
                        .path("arrival")
                        .asText())
                .isEqualTo("bus");
    }

    /** The answer of a payment is its invoice; earlier, it hid the payment's typing errors. */
    @Test
    void aPaymentKeepsUnknownFieldsAndListsThem() {
        post("/api/invoices", "{\"id\":\"i1\",\"patientId\":\"ada\",\"total\":50}");

        HttpTestClient.Answer paid =
                post("/api/invoices/i1/payments", "{\"amount\":20,\"desk\":3,\"payr\":\"Coastal\",\"payer\":\"Ada\"}");

        assertThat(paid.status()).as(paid.body()).isEqualTo(201);
        assertThat(paid.json().path("unknownFields")).isEqualTo(json("[\"desk\",\"payr\"]"));
        assertThat(paid.data().has("desk")).isFalse();
        assertThat(get("/api/invoices/i1/payments").json().get(0).path("desk").asInt())
                .isEqualTo(3);
        assertThat(post("/api/invoices/i1/payments", "{\"amount\":20,\"payer\":\"Ada\"}")
                        .json()
                        .has("unknownFields"))
                .isFalse();
    }

    @Test
    void listsKeepThem() {
        put("/api/queue/q1", "{\"patientId\":\"ada\",\"mood\":\"calm\"}");

        assertThat(get("/api/queue").json().get(0).path("mood").asText()).isEqualTo("calm");
    }
}
