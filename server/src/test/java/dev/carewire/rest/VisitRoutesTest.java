package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitRoutesTest extends ClinicTest {

    private final String ada = newPatient("Ada");

    private String newVisit(String patientId, String doctorId) {
        return created(post("/api/visits", "{\"patientId\":\"" + patientId + "\",\"doctorId\":\"" + doctorId + "\"}"));
    }

    @Test
    void beginsAVisit() {
        String entry = created(post("/api/queue", "{\"patient\":\"" + ada + "\"}"));

        HttpTestClient.Answer answer = post("/api/visits", """
                {"patient":{"_id":"%s"},"provider":{"_id":"u-doctor"},"queueItem":"%s",
                 "chiefComplaint":"Rash","notes":"Since Monday"}
                """.formatted(ada, entry));

        String document = """
                {"_id":"%s","visitCode":"V-0001","status":"open",
                 "patient":{"_id":"%s","firstName":"Ada","lastName":"Poe","patientCode":"P-0001"},
                 "doctor":{"_id":"u-doctor","firstName":"Dana","lastName":"North",
                           "specializationId":{"name":"Dermatology"}},
                 "provider":{"_id":"u-doctor","name":"Dana North","email":"u-doctor@clinic.example"},
                 "queueItem":"%s","chiefComplaint":"Rash","notes":"Since Monday","prescriptions":[],
                 "diagnoses":[],"date":"2026-11-20T15:00:00.000Z",
                 "createdAt":"2026-11-20T15:00:00.000Z","updatedAt":"2026-11-20T15:00:00.000Z"}
                """.formatted(answer.id(), ada, entry);
        assertData(answer, 201, document);
        assertData(get("/api/visits/" + answer.id()), 200, document);
        assertThat(get("/api/queue/" + entry).data().path("visit").textValue()).isEqualTo(answer.id());
    }

    @Test
    void closesAVisitInEitherFamilysWords() {
        for (String word : new String[] {"closed", "completed", "signed"}) {
            String target = "/api/visits/" + newVisit(ada, "u-doctor");

            HttpTestClient.Answer answer = put(target, "{\"status\":\"" + word + "\"}");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.data().path("status").textValue()).isEqualTo("closed");
            assertThat(answer.data().path("closedAt").textValue()).isEqualTo("2026-11-20T15:00:00.000Z");
            assertRefused(put(target, "{\"status\":\"in_progress\"}"), 409, "visit");
        }
    }

    @Test
    void changesWhatSomebodyChangedInAWholeDocument() {
        String target = "/api/visits/" + newVisit(ada, "u-doctor");
        String document = get(target).data().toString();

        assertThat(put(target, document).data()).isEqualTo(get(target).data());
        HttpTestClient.Answer handedOver = put(
                target,
                document.replaceFirst("\"provider\":\\{\"_id\":\"u-doctor\"", "\"provider\":{\"_id\":\"u-nurse\""));
        assertThat(handedOver.status()).isEqualTo(200);
        assertThat(handedOver.data().path("doctor").path("_id").textValue()).isEqualTo("u-nurse");
    }

    @Test
    void filtersTheList() {
        String first = newVisit(ada, "u-doctor");
        pass(Duration.ofMinutes(1));
        String second = newVisit(newPatient("Bo"), "u-nurse");
        put("/api/visits/" + second, "{\"status\":\"closed\"}");

        assertThat(listed(get("/api/visits"), "_id")).containsExactly(second, first);
        assertThat(listed(get("/api/visits?limit=1"), "_id")).containsExactly(second);
        assertThat(listed(get("/api/visits?patientId=" + ada), "_id")).containsExactly(first);
        assertThat(listed(get("/api/visits?doctorId=u-nurse"), "_id")).containsExactly(second);
        assertThat(listed(get("/api/visits?providerId=u-nurse"), "_id")).containsExactly(second);
        assertThat(listed(get("/api/visits?status=open"), "_id")).containsExactly(first);
        assertThat(listed(get("/api/visits?status=draft,completed"), "_id")).containsExactly(second);
    }

    @ParameterizedTest
    @CsvSource({"status=waiting, status", "limit=x, limit", "patientId=a%01b, patientId"})
    void refusesFiltersThatCannotBe(String query, String named) {
        assertRefused(get("/api/visits?" + query), 400, named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"status | \"busy\"", "status | []", "doctorId | {}", "chiefComplaint | 1", "notes | false"})
    void refusesWhatAFieldCannotBe(String field, String value) {
        String target = "/api/visits/" + newVisit(ada, "u-doctor");

        assertRefused(put(target, "{\"" + field + "\":" + value + "}"), 400, field);
    }

    @Test
    void asksForPatientAndDoctor() {
        assertRefused(post("/api/visits", "{\"doctorId\":\"u-doctor\"}"), 400, "patientId");
        assertRefused(post("/api/visits", "{\"patientId\":\"" + ada + "\"}"), 400, "doctorId");
    }

    @Test
    void removes() {
        String target = "/api/visits/" + newVisit(ada, "u-doctor");

        assertThat(delete(target).body()).isEqualTo("{\"success\":true}");
        get(target).isRefused(404, "NOT_FOUND", "visit not found");
    }

    @Test
    void hidesVisitsFromTheOtherClinic() {
        String target = "/api/visits/" + newVisit(ada, "u-doctor");

        connection.get(StubTokenVerifier.STRANGER, target).isRefused(404, "NOT_FOUND", "visit not found");
        assertRefused(connection.put(StubTokenVerifier.STRANGER, target, "{}"), 400, "patientId");
        connection.delete(StubTokenVerifier.STRANGER, target).isRefused(404, "NOT_FOUND", "visit not found");
        assertThat(connection.get(StubTokenVerifier.STRANGER, "/api/visits").body())
                .isEqualTo("[]");
    }

    @Test
    void refusesThoseWhoDoNotWorkHere() {
        assertThat(connection.get(StubTokenVerifier.PATIENT, "/api/visits").status())
                .isEqualTo(403);
    }
}
