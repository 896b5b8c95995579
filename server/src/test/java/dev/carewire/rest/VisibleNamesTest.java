package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that show nothing, or show as other ones, over HTTP and in emitted events. */
class VisibleNamesTest extends ClinicTest {

    private static final String NAME = "firstName must have visible characters and no bidirectional controls";

    @ParameterizedTest
    @ValueSource(strings = {"\u200b\u200d", "\u3164", "\u202ecod.exe", "Ada \u202eecalevoL\u202c"})
    void areRejectedInEveryRecord(String name) {
        assertRefused(post("/api/patients", patient(name)), 400, NAME);
        assertRefused(put("/api/patients/" + newPatient("Ada"), "{\"firstName\":\"" + name + "\"}"), 400, NAME);
        assertRefused(
                admin(
                        "/api/users/u-9",
                        "{\"firstName\":\"" + name + "\",\"lastName\":\"North\",\"roles\":[\"doctor\"]}"),
                400,
                "firstName");
        assertRefused(admin("/api/rooms/r-9", "{\"roomNumber\":\"9\",\"name\":\"" + name + "\"}"), 400, "name");
        assertRefused(admin("/api/clinic", "{\"name\":\"" + name + "\"}"), 400, "name");
        assertRefused(post("/api/threads", "{\"subject\":\"" + name + "\"}"), 400, "subject");
        assertRefused(post("/api/tasks", "{\"title\":\"" + name + "\"}"), 400, "title");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b\u200d", "\u3164", "\u202ecod.exe", "Ada \u202eecalevoL\u202c"})
    void areRejectedInEmittedEvents(String name) {
        assertRefused(emit(name), 400, "data.patient.firstName: invisible, or with a bidirectional control");
    }

    @Test
    void mayHaveJoinersAndMarks() {
        for (String name :
                new String[] {"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "Jose\u0301", "O\u2019Brien"}) {
            assertThat(post("/api/patients", patient(name)).status()).as(name).isEqualTo(201);
            assertThat(emit(name).status()).as(name).isEqualTo(201);
        }
    }

    @Test
    void notesMayContainPastedTelephoneNumbersAndNothingThatStaysOpen() {
        String patient = newPatient("Ada");
        String pasted = "Call \u202d+1 (555) 010-9999\u202c today";

        assertThat(post("/api/tasks", task(patient, pasted)).status()).isEqualTo(201);
        assertRefused(post("/api/tasks", task(patient, "Call \u202d+1")), 400, "description must have visible");
        assertRefused(post("/api/tasks", task(patient, "\u2800")), 400, "description must have visible");
    }

    private static String patient(String firstName) {
        return "{\"firstName\":\"" + firstName + "\",\"lastName\":\"Poe\"}";
    }

    private static String task(String patient, String description) {
        return "{\"title\":\"Call\",\"patientId\":\"" + patient + "\",\"description\":\"" + description + "\"}";
    }

    private HttpTestClient.Answer admin(String target, String body) {
        return connection.put(StubTokenVerifier.ADMIN, target, body);
    }

    private HttpTestClient.Answer emit(String firstName) {
        return connection.post(StubTokenVerifier.SERVICE, "/api/v1/emit", """
                {"event":"patient.created","data":{"patient":{"id":"p-1","code":"P-0001","firstName":"%s",
                 "lastName":"Poe","balanceCents":0,"createdAt":"2026-11-20T14:00:00Z","updatedAt":"2026-11-20T14:00:00Z"}}}
                """.formatted(firstName));
    }
}
