package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A misspelt filter is refused instead of ignored, and what the published pages send is accepted. */
class UnknownQueryFieldsTest extends ClinicTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/patients",
                "/api/appointments",
                "/api/visits",
                "/api/queue",
                "/api/prescriptions",
                "/api/tasks",
                "/api/lab-results",
                "/api/users",
                "/api/rooms",
                "/api/presence",
                "/api/threads",
                "/api/notifications",
                "/api/reminders/medication",
                "/api/vitals?patientId=p-1",
                "/api/vitals/thresholds?patientId=p-1"
            })
    void namesAFieldThatTheListDoesNotKnow(String list) {
        HttpTestClient.Answer answer = get(list + (list.contains("?") ? "&" : "?") + "docterId=u-doctor");

        assertRefused(answer, 400, "docterId: unknown (expected: ");
        assertThat(answer.json().path("faults").path(0).path("field").textValue())
                .isEqualTo("docterId");
    }

    @Test
    void namesEachOfThemAndTheKnownOnes() {
        HttpTestClient.Answer answer = get("/api/queue?sort=priority&rooms=&status=waiting");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").textValue())
                .contains(
                        "sort: unknown",
                        "rooms: unknown",
                        "cursor, display, doctorId, from, limit, roomId, status, to");
    }

    @Test
    void aFieldHasTheSpellingOfItsNameAndNoOther() {
        assertRefused(get("/api/appointments?doctorid=u-doctor"), 400, "doctorid");
        assertRefused(get("/api/appointments?Status=scheduled"), 400, "Status");
    }

    @Test
    void readsBothNamesOfAField() {
        assertThat(get("/api/appointments?doctorId=u-doctor&providerId=u-doctor")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aHostileNameIsNeitherRepeatedAsAWholeNorBroken() {
        HttpTestClient.Answer answer = get("/api/rooms?" + "x".repeat(1_000) + "=1&%0d%0aSet-Cookie:a=b");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("x".repeat(65)).doesNotContain("\r");
    }

    @Test
    void anUploadWithAnUnknownFieldStoresNothing() {
        assertRefused(post("/api/threads/t-1/attachments?name=a.txt&nmae=b.txt", "text"), 400, "nmae: unknown");
    }

    /** Every address with a query in the published pages of the clinic system and in the contracts of the others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/appointments?",
                "/api/appointments?date=2026-11-20",
                "/api/appointments?date=2026-11-20&doctorId=u-doctor",
                "/api/appointments?date=2026-11-20&doctorId=u-doctor&status=scheduled",
                "/api/appointments?date=2026-11-20&status=scheduled,confirmed",
                "/api/appointments?patientId=p-1",
                "/api/appointments?isWalkIn=true&room=2",
                "/api/queue",
                "/api/queue?doctorId=u-doctor&status=waiting,in-progress",
                "/api/queue?doctorId=u-doctor&roomId=r-2&status=waiting",
                "/api/queue?status=all&display=true",
                "/api/visits?patientId=p-1",
                "/api/visits?patientId=p-1&doctorId=u-doctor&status=open",
                "/api/visits?providerId=u-doctor&date=2026-11-20&limit=20",
                "/api/patients",
                "/api/patients?page=1&limit=20&sortBy=lastName&sortOrder=asc",
                "/api/patients?search=poe&sex=female&active=true&minAge=18&maxAge=80&city=Bonn&state=NW&global=true"
                        + "&page=1&limit=20&sortBy=createdAt&sortOrder=desc",
                "/api/prescriptions?patientId=p-1&visitId=v-1&status=pending",
                "/api/lab-results?patientId=p-1&visitId=v-1&status=ordered"
            })
    void acceptsWhatThePublishedPagesSend(String address) {
        assertThat(get(address).status()).as(get(address).body()).isEqualTo(200);
    }

    @Test
    void aPageAfterTheFirstIsAskedForByItsCursor() {
        assertRefused(get("/api/patients?page=2"), 400, "page: invalid (expected: 1, or the X-Next-Cursor");
    }
}
