package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrescriptionRoutesTest extends ClinicTest {

    private final String ada = newPatient("Ada");

    private String written() {
        return created(post("/api/prescriptions", """
                {"patientId":"%s","doctorId":"u-doctor","medication":"Cetirizine"}
                """.formatted(ada)));
    }

    @Test
    void writes() {
        String visit = created(post("/api/visits", "{\"patientId\":\"" + ada + "\",\"doctorId\":\"u-doctor\"}"));

        HttpTestClient.Answer answer = post("/api/prescriptions", """
                {"visit":{"_id":"%s"},"medication":"Cetirizine 10 mg","instructions":"One a day"}
                """.formatted(visit));

        String document = """
                {"_id":"%s","visit":"%s",
                 "patient":{"_id":"%s","firstName":"Ada","lastName":"Poe","patientCode":"P-0001"},
                 "doctor":{"_id":"u-doctor","firstName":"Dana","lastName":"North",
                           "specializationId":{"name":"Dermatology"}},
                 "provider":{"_id":"u-doctor","name":"Dana North","email":"u-doctor@clinic.example"},
                 "medication":"Cetirizine 10 mg","instructions":"One a day","status":"pending",
                 "createdAt":"2026-11-20T15:00:00.000Z","updatedAt":"2026-11-20T15:00:00.000Z"}
                """.formatted(answer.id(), visit, ada);
        assertData(answer, 201, document);
        assertData(get("/api/prescriptions/" + answer.id()), 200, document);
        assertThat(put("/api/prescriptions/" + answer.id(), document).status()).isEqualTo(200);
    }

    @Test
    void sendsFillsAndCancels() {
        String target = "/api/prescriptions/" + written();

        HttpTestClient.Answer sent = post(target + "/send", "");

        assertThat(sent.data().path("status").textValue()).isEqualTo("sent");
        assertThat(sent.data().path("sentAt").textValue()).isEqualTo("2026-11-20T15:00:00.000Z");
        assertThat(put(target, "{\"status\":\"filled\"}").data().path("status").textValue())
                .isEqualTo("filled");
        assertRefused(post(target + "/cancel", ""), 409, "prescription");
        assertThat(post("/api/prescriptions/" + written() + "/cancel", "")
                        .data()
                        .path("status")
                        .textValue())
                .isEqualTo("cancelled");
    }

    @Test
    void filtersTheList() {
        String first = written();
        pass(Duration.ofMinutes(1));
        String second = written();
        post("/api/prescriptions/" + second + "/send", "");

        assertThat(listed(get("/api/prescriptions"), "_id")).containsExactly(second, first);
        assertThat(listed(get("/api/prescriptions?limit=1"), "_id")).containsExactly(second);
        assertThat(listed(get("/api/prescriptions?status=sent,filled"), "_id")).containsExactly(second);
        assertThat(listed(get("/api/prescriptions?providerId=u-doctor&patientId=" + ada), "_id"))
                .hasSize(2);
        assertThat(listed(get("/api/prescriptions?doctorId=u-nurse"), "_id")).isEmpty();
        assertThat(listed(get("/api/prescriptions?visitId=visit-1"), "_id")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status | \"posted\"",
                "medication | 1",
                "medication | \"\"",
                "instructions | {}",
                "patientId | \"somebody\"",
                "doctorId | []"
            })
    void refusesWhatAFieldCannotBe(String field, String value) {
        assertRefused(put("/api/prescriptions/" + written(), "{\"" + field + "\":" + value + "}"), 400, field);
    }

    @Test
    void refusesThoseWhoMayNot() {
        String target = "/api/prescriptions/" + written();

        connection.get(StubTokenVerifier.STRANGER, target).isRefused(404, "NOT_FOUND", "prescription not found");
        assertRefused(connection.put(StubTokenVerifier.STRANGER, target, "{}"), 400, "medication");
        connection
                .post(StubTokenVerifier.STRANGER, target + "/send", "")
                .isRefused(404, "NOT_FOUND", "prescription not found");
        assertThat(connection
                        .get(StubTokenVerifier.STRANGER, "/api/prescriptions")
                        .body())
                .isEqualTo("[]");
        assertThat(connection
                        .get(StubTokenVerifier.PATIENT, "/api/prescriptions")
                        .status())
                .isEqualTo(403);
    }
}
