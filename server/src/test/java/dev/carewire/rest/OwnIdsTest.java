package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.text.Identifier;
import dev.carewire.transport.http.HttpTestClient;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A back end creates records under its own ids, and keeps them in step by {@code PUT}. */
class OwnIdsTest extends ClinicTest {

    private final String ada = created(post("/api/patients", patient("\"id\":\"ada\"")));

    private static String patient(String more) {
        return "{\"firstName\":\"Ada\",\"lastName\":\"Poe\"," + more + "}";
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of("/api/patients", "\"firstName\":\"Bo\",\"lastName\":\"Ek\""),
                Arguments.of(
                        "/api/appointments",
                        "\"patientId\":\"ada\",\"doctorId\":\"u-doctor\",\"scheduledStart\":\"2026-11-20T19:30:00Z\",\"allowOverlap\":true"),
                Arguments.of("/api/queue", "\"patientId\":\"ada\",\"allowOverlap\":true"),
                Arguments.of("/api/visits", "\"patientId\":\"ada\",\"doctorId\":\"u-doctor\""),
                Arguments.of(
                        "/api/prescriptions",
                        "\"patientId\":\"ada\",\"doctorId\":\"u-doctor\",\"medication\":\"Ibuprofen\""),
                Arguments.of("/api/invoices", "\"patientId\":\"ada\",\"total\":12.5"),
                Arguments.of("/api/tasks", "\"title\":\"Call back\""),
                Arguments.of(
                        "/api/lab-results", "\"patientId\":\"ada\",\"doctorId\":\"u-doctor\",\"orderType\":\"CBC\""),
                Arguments.of("/api/threads", "\"memberIds\":[\"u-nurse\"]"));
    }

    private static String idOf(HttpTestClient.Answer answer) {
        return answer.data().path("_id").asText(answer.data().path("id").asText());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void createsARecordUnderTheGivenIdOnce(String path, String fields) {
        for (String own : List.of("\"id\":\"own 1\"", "\"_id\":\"own:2\"", "\"id\":3")) {
            HttpTestClient.Answer answer = post(path, "{" + own + "," + fields + "}");

            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            assertThat(answer.json().has("unknownFields")).isFalse();
            assertThat(own).contains(idOf(answer));
            post(path, "{" + own + "," + fields + "}")
                    .isRefused(409, "CONFLICT", "id: taken by another record (expected: a new id)");
        }
        assertThat(get(path + "/own%201").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void putCreatesAMissingRecordAndChangesItThen(String path, String fields) {
        HttpTestClient.Answer missing = put(path + "/own-1", "{" + fields + "}");
        assertThat(missing.status()).as(missing.body()).isEqualTo(201);
        assertThat(idOf(missing)).isEqualTo("own-1");

        HttpTestClient.Answer known = put(path + "/own-1", "{\"id\":\"own-1\"," + fields + "}");
        assertThat(known.status()).as(known.body()).isEqualTo(200);
        assertThat(idOf(known)).isEqualTo("own-1");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void putRejectsTheIdOfAnotherRecord(String path, String fields) {
        put(path + "/own-1", "{\"id\":\"own-2\"," + fields + "}").isRefused(400, "INVALID", "id cannot be changed");
        assertThat(get(path + "/own-1").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ada", "a\\nb", "\\u202eada"})
    void rejectsWhatIsNoId(String id) {
        assertRefused(post("/api/patients", patient("\"id\":\"" + id + "\"")), 400, "id must be an id");
        assertRefused(
                post("/api/patients", patient("\"id\":\"" + "x".repeat(Identifier.MAX_LENGTH + 1) + "\"")), 400, "id");
    }

    @Test
    void drawsAnIdWhereNoneIsGiven() {
        assertThat(created(post("/api/patients", patient("\"id\":null")))).hasSize(36);
    }

    @Test
    void isUniqueWithinAClinicOnly() {
        HttpTestClient.Answer strangers =
                connection.put(StubTokenVerifier.STRANGER, "/api/patients/" + ada, patient("\"phone\":\"555\""));

        assertThat(strangers.status()).isEqualTo(201);
        assertThat(get("/api/patients/" + ada).data().has("phone")).isFalse();
    }

    @Test
    void createsOnlyForThoseWhoMayCreate() {
        assertThat(connection
                        .put(StubTokenVerifier.PATIENT, "/api/patients/own", patient("\"phone\":\"555\""))
                        .status())
                .isEqualTo(403);
        get("/api/patients/own").isRefused(404, "NOT_FOUND", "patient not found");
    }

    @Test
    void recordsAPaymentUnderTheGivenIdOnce() {
        put("/api/invoices/i1", "{\"patientId\":\"ada\",\"total\":10}");
        String payment = "{\"id\":\"pay-1\",\"amount\":2,\"terminal\":\"T7\"}";

        assertThat(post("/api/invoices/i1/payments", payment).status()).isEqualTo(201);
        post("/api/invoices/i1/payments", payment)
                .isRefused(409, "CONFLICT", "id: taken by another record (expected: a new id)");
        assertThat(get("/api/invoices/i1/payments").json().get(0).path("_id").asText())
                .isEqualTo("pay-1");
        assertThat(get("/api/invoices/i1/payments")
                        .json()
                        .get(0)
                        .path("terminal")
                        .asText())
                .isEqualTo("T7");
        assertThat(get("/api/invoices/i1").data().path("totalPaid").asText()).isEqualTo("2.0");
    }

    @Test
    void putAddsMembersToAThreadAndNothingElse() {
        put("/api/threads/t1", "{\"subject\":\"Ward\"}");

        HttpTestClient.Answer answer = put("/api/threads/t1", "{\"subject\":\"Ward\",\"memberIds\":[\"u-nurse\"]}");

        assertThat(answer.data().path("memberIds")).isEqualTo(HttpTestClient.json("[\"u-doctor\",\"u-nurse\"]"));
        assertRefused(put("/api/threads/t1", "{\"subject\":\"Other\"}"), 400, "subject");
        assertThat(connection
                        .put(StubTokenVerifier.SERVICE, "/api/threads/t1", "{}")
                        .status())
                .isEqualTo(409);
    }
}
