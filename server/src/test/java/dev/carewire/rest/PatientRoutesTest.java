package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.json.Json;
import dev.carewire.transport.http.HttpTestClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatientRoutesTest extends ClinicTest {

    private static final String ADA = """
            {"firstName":"Ada","lastName":"Poe","dateOfBirth":"1980-02-29","phone":"555 1234",
             "email":"ada@example.org","insurance":"Mutual","balanceCents":-250,"shoeSize":42}
            """;

    @Test
    void registersAPatient() {
        HttpTestClient.Answer answer = post("/api/patients", ADA);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.data()).isEqualTo(HttpTestClient.json(document(answer.id())));
        assertThat(answer.json().path("unknownFields")).isEqualTo(HttpTestClient.json("[\"shoeSize\"]"));
        assertData(get("/api/patients/" + answer.id()), 200, document(answer.id()));
    }

    private static String document(String id) {
        return """
                {"_id":"%s","patientCode":"P-0001","firstName":"Ada","lastName":"Poe",
                 "dateOfBirth":"1980-02-29T00:00:00.000Z","phone":"555 1234","email":"ada@example.org",
                 "insurance":"Mutual","balanceCents":-250,"shoeSize":42,
                 "createdAt":"2026-11-20T15:00:00.000Z","updatedAt":"2026-11-20T15:00:00.000Z"}
                """.formatted(id);
    }

    @Test
    void understandsTheOtherFamilysNames() {
        HttpTestClient.Answer answer = post(
                "/api/patients", "{\"firstName\":\"Bo\",\"lastName\":\"Ek\",\"dob\":\"1990-01-02\",\"balance\":75}");

        assertThat(answer.data().path("dateOfBirth").textValue()).isEqualTo("1990-01-02T00:00:00.000Z");
        assertThat(answer.data().path("balanceCents").intValue()).isEqualTo(75);
    }

    @Test
    void changesWhatIsGivenAndRemovesWhatIsBlank() {
        String id = created(post("/api/patients", ADA));
        pass(Duration.ofMinutes(1));

        assertData(
                put("/api/patients/" + id, "{\"firstName\":\"Adele\",\"phone\":\"\",\"email\":null}"),
                200,
                """
                {"_id":"%s","patientCode":"P-0001","firstName":"Adele","lastName":"Poe",
                 "dateOfBirth":"1980-02-29T00:00:00.000Z","email":"ada@example.org",
                 "insurance":"Mutual","balanceCents":-250,"shoeSize":42,
                 "createdAt":"2026-11-20T15:00:00.000Z","updatedAt":"2026-11-20T15:01:00.000Z"}
                """.formatted(id));
    }

    @Test
    void takesItsOwnDocumentBackUnchanged() {
        HttpTestClient.Answer before = post("/api/patients", ADA);

        HttpTestClient.Answer after =
                put("/api/patients/" + before.id(), before.data().toString());

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.data()).isEqualTo(before.data());
    }

    @Test
    void removesAPatient() {
        String id = newPatient("Ada");

        assertThat(delete("/api/patients/" + id).body()).isEqualTo("{\"success\":true}");
        get("/api/patients/" + id).isRefused(404, "NOT_FOUND", "patient not found");
        delete("/api/patients/" + id).isRefused(404, "NOT_FOUND", "patient not found");
    }

    @Test
    void keepsAPatientWithAppointments() {
        String id = newPatient("Ada");
        newAppointment(id);

        delete("/api/patients/" + id)
                .isRefused(409, "CONFLICT", "patient has appointments, queue entries or visits, or other records");
    }

    @Test
    void listsAsABareArray() {
        newPatient("Cy");
        newPatient("Ada");
        newPatient("Bo");

        assertThat(listed(get("/api/patients"), "firstName")).containsExactly("Ada", "Bo", "Cy");
        assertThat(listed(get("/api/patients?limit=2"), "firstName")).containsExactly("Ada", "Bo");
        assertThat(listed(get("/api/patients?search=cy"), "firstName")).containsExactly("Cy");
        assertThat(get("/api/patients?search=nobody").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "1.5", "ten", "99999999999999999999", "٣"})
    void refusesALimitOutOfRange(String limit) {
        assertRefused(get("/api/patients?limit=" + limit), 400, "limit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "firstName | 1",
                "firstName | {}",
                "lastName | [\"Poe\"]",
                "phone | 5551234",
                "dateOfBirth | \"29.02.1980\"",
                "dateOfBirth | \"1981-02-29\"",
                "dateOfBirth | \"+999999999-12-31T23:59:59-18:00\"",
                "dateOfBirth | \"2999-01-01\"",
                "dateOfBirth | 19800229",
                "email | \"nobody\"",
                "balanceCents | 1.5",
                "balanceCents | \"12\"",
                "balanceCents | 99999999999999999999",
                "insurance | true",
                "firstName | \"A\\u0000da\"",
                "firstName | \"\\ud83d\""
            })
    void refusesWhatAFieldCannotBe(String field, String value) {
        String id = newPatient("Ada");

        assertRefused(put("/api/patients/" + id, "{\"" + field + "\":" + value + "}"), 400, field);
    }

    @Test
    void asksForTheName() {
        assertRefused(post("/api/patients", "{\"lastName\":\"Poe\"}"), 400, "firstName");
        assertRefused(post("/api/patients", "{\"firstName\":\"Ada\"}"), 400, "lastName");
    }

    @Test
    void hidesPatientsFromTheOtherClinic() {
        String id = newPatient("Ada");
        String target = "/api/patients/" + id;

        connection.get(StubTokenVerifier.STRANGER, target).isRefused(404, "NOT_FOUND", "patient not found");
        assertRefused(connection.put(StubTokenVerifier.STRANGER, target, "{}"), 400, "firstName");
        connection.delete(StubTokenVerifier.STRANGER, target).isRefused(404, "NOT_FOUND", "patient not found");
        assertThat(connection.get(StubTokenVerifier.STRANGER, "/api/patients").body())
                .isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "%27%20OR%201%3D1", "..", "x%0Ay"})
    void knowsNoPatientOfAnyOtherId(String id) {
        get("/api/patients/" + id).isRefused(404, "NOT_FOUND", "patient not found");
    }

    @Test
    void refusesAnIdThatIsTooLongForAnyRecord() {
        get("/api/patients/" + "x".repeat(5000)).isRefused(404, "NOT_FOUND", "patient not found");
    }

    @Test
    void refusesThoseWhoDoNotWorkHere() {
        String id = newPatient("Ada");

        assertThat(connection.get(StubTokenVerifier.PATIENT, "/api/patients").status())
                .isEqualTo(403);
        assertThat(connection
                        .get(StubTokenVerifier.PATIENT, "/api/patients/" + id)
                        .status())
                .isEqualTo(403);
        assertThat(connection
                        .post(StubTokenVerifier.PATIENT, "/api/patients", ADA)
                        .status())
                .isEqualTo(403);
        assertThat(connection
                        .delete(StubTokenVerifier.PATIENT, "/api/patients/" + id)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void refusesABodyThatIsTooDeepOrNoObject() {
        String deep = "[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1);

        assertRefused(post("/api/patients", "{\"firstName\":" + deep + "}"), 400, "body");
        assertRefused(post("/api/patients", "[]"), 400, "body");
        assertRefused(post("/api/patients", ""), 400, "body");
    }
}
