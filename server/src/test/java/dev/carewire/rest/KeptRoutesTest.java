package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clinic whose own back end keeps every kind of record. */
class KeptRoutesTest extends ClinicTest {

    KeptRoutesTest() {
        super(Map.of("CAREWIRE_RECORDS_KEPT", "none"));
    }

    @ParameterizedTest
    @CsvSource({
        "patients, /api/patients",
        "patients, /api/patients/p-1",
        "appointments, /api/appointments",
        "appointments, /api/appointments/a-1",
        "queue, /api/queue",
        "queue, /api/queue/q-1",
        "visits, /api/visits",
        "visits, /api/visits/v-1",
        "prescriptions, /api/prescriptions",
        "invoices, /api/invoices",
        "invoices, /api/invoices/i-1/payments",
        "tasks, /api/tasks",
        "labs, /api/lab-results",
        "threads, /api/threads",
        "threads, /api/threads/t-1/messages",
        "threads, /api/attachments/f-1",
        "rooms, /api/rooms"
    })
    void statesWhereTheRecordsAre(String kind, String path) {
        assertRefused(get(path), 404, kind + ": kept in the clinic's own back end");
    }

    @ParameterizedTest
    @CsvSource({
        "patients, /api/patients",
        "appointments, /api/appointments",
        "appointments, /api/appointments/a-1/checkin",
        "queue, /api/queue/q-1/call",
        "threads, /api/threads",
        "threads, /api/threads/t-1/messages",
        "threads, /api/threads/t-1/attachments"
    })
    void changesNoRecord(String kind, String path) {
        assertRefused(post(path, "{}"), 404, kind + ": kept in the clinic's own back end");
    }

    @Test
    void authenticatesFirst() {
        assertThat(connection.get("no-token", "/api/patients").status()).isEqualTo(401);
    }

    @Test
    void listsStaffAndChangesNone() {
        assertThat(listed(get("/api/users"), "_id")).contains("u-doctor", "u-nurse");
        assertRefused(connection.put(StubTokenVerifier.ADMIN, "/api/users/u-new", "{}"), 404, "users: kept in");
        assertRefused(connection.delete(StubTokenVerifier.ADMIN, "/api/users/u-nurse"), 404, "users: kept in");
    }

    @Test
    void keepsVitalsOfPatientsThatItHasNotSeen() {
        created(post("/api/vitals", "{\"patientId\":\"unseen\",\"dataType\":\"heart_rate\",\"value\":72}"));

        assertThat(get("/api/vitals?patientId=unseen").body()).contains("heart_rate");
    }

    @Test
    void startsRecordingsOfPatientsThatItHasNotSeen() {
        created(post("/api/ambient/recordings", "{\"patientId\":\"unseen\"}"));
    }

    @Test
    void showsWhoViewsAPatientThatItHasNotSeen() {
        assertThat(put("/api/patients/unseen/viewers/me", "{}").status()).isEqualTo(200);

        assertThat(get("/api/patients/unseen/viewers").body()).contains("u-doctor");
    }

    @Test
    void sendsNotifications() {
        created(post(
                "/api/notifications",
                "{\"userId\":\"u-nurse\",\"type\":\"general\",\"title\":\"Round\",\"message\":\"At nine\"}"));
    }
}
