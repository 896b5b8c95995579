package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabRoutesTest extends ClinicTest {

    private final String ada = newPatient("Ada");

    private String ordered() {
        return created(post("/api/lab-results", """
                {"patientId":"%s","providerId":"u-doctor","orderType":"Punch biopsy"}
                """.formatted(ada)));
    }

    @Test
    void entersAResultAndReadsIt() {
        String target = "/api/lab-results/" + ordered();
        pass(Duration.ofMinutes(1));

        put(target, "{\"result\":\"Atypical cells\",\"resultFlag\":\"panic_value\"}");
        pass(Duration.ofMinutes(1));
        HttpTestClient.Answer answer = post(target + "/review", "");

        assertData(answer, 200, """
                {"id":"%s","patientId":"%s","patientName":"Ada Poe","providerId":"u-doctor","providerName":"Dana North",
                 "orderType":"Punch biopsy","status":"reviewed","resultFlag":"panic_value","result":"Atypical cells",
                 "resultedAt":"2026-11-20T15:01:00.000Z","reviewedBy":"u-doctor",
                 "reviewedAt":"2026-11-20T15:02:00.000Z",
                 "createdAt":"2026-11-20T15:00:00.000Z","updatedAt":"2026-11-20T15:02:00.000Z"}
                """.formatted(answer.id(), ada));
        assertThat(get(target).data()).isEqualTo(answer.data());
        assertRefused(put(target, "{\"result\":\"Other\"}"), 409, "lab result");
    }

    @Test
    void cancelsWhatHasNoResult() {
        String target = "/api/lab-results/" + ordered();

        assertThat(post(target + "/cancel", "").data().path("status").textValue())
                .isEqualTo("cancelled");
        assertRefused(post(target + "/review", ""), 409, "lab result");
    }

    @Test
    void filtersTheList() {
        String first = ordered();
        pass(Duration.ofMinutes(1));
        String second = ordered();
        post("/api/lab-results/" + second + "/cancel", "");

        assertThat(listed(get("/api/lab-results"), "id")).containsExactly(second, first);
        assertThat(listed(get("/api/lab-results?limit=1"), "id")).containsExactly(second);
        assertThat(listed(get("/api/lab-results?status=ordered,resulted"), "id"))
                .containsExactly(first);
        assertThat(listed(get("/api/lab-results?doctorId=u-doctor&patientId=" + ada), "id"))
                .hasSize(2);
        assertThat(listed(get("/api/lab-results?visitId=visit-1"), "id")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "result | \"\"",
                "result | 13.1",
                "resultFlag | \"odd\"",
                "resultFlag | \"normal\"",
                "status | \"lost\"",
                "orderType | \"CBC\""
            })
    void refusesWhatAFieldCannotBe(String field, String value) {
        assertRefused(put("/api/lab-results/" + ordered(), "{\"" + field + "\":" + value + "}"), 400, field);
    }

    @Test
    void refusesThoseWhoMayNot() {
        String target = "/api/lab-results/" + ordered();

        connection.get(StubTokenVerifier.STRANGER, target).isRefused(404, "NOT_FOUND", "lab result not found");
        assertRefused(connection.put(StubTokenVerifier.STRANGER, target, "{}"), 400, "orderType");
        connection
                .post(StubTokenVerifier.STRANGER, target + "/review", "")
                .isRefused(404, "NOT_FOUND", "lab result not found");
        assertThat(connection
                        .get(StubTokenVerifier.STRANGER, "/api/lab-results")
                        .body())
                .isEqualTo("[]");
        assertThat(connection.get(StubTokenVerifier.PATIENT, "/api/lab-results").status())
                .isEqualTo(403);
    }
}
