package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carewire.transport.http.HttpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests meet bookings of one doctor or room at one time, and patients who are in the queue already. */
class OverlapRoutesTest extends ClinicTest {

    private static final String OVERLAP = "doctor already has an appointment at this time";

    private final String ada = newPatient("Ada");
    private final String bea = newPatient("Bea");

    private String booking(String patientId, String more) {
        return """
                {"patientId":"%s","doctorId":"u-doctor","scheduledStart":"2026-11-20T19:30:00Z",
                 "scheduledEnd":"2026-11-20T20:00:00Z"%s}
                """.formatted(patientId, more);
    }

    @Test
    void refusesASecondBookingAndNamesTheFirstWithoutItsPatient() {
        String first = created(post("/api/appointments", booking(ada, "")));

        HttpTestClient.Answer refused = post("/api/appointments", booking(bea, ",\"allowOverlap\":false"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json()).isEqualTo(HttpTestClient.json("""
                        {"success":false,"error":"%s","code":"CONFLICT","conflictsWith":"%s","field":"doctorId"}
                        """.formatted(OVERLAP, first)));
    }

    @Test
    void createsTheSecondBookingIfTheBodyAllowsItWithoutStoringThat() {
        created(post("/api/appointments", booking(ada, "")));

        HttpTestClient.Answer second = post("/api/appointments", booking(bea, ",\"allowOverlap\":true"));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json().has("unknownFields")).isFalse();
        assertThat(second.data().has("allowOverlap")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"true\"", "[]"})
    void refusesAnAllowanceThatIsNoFlag(String given) {
        assertRefused(post("/api/appointments", booking(ada, ",\"allowOverlap\":" + given)), 400, "allowOverlap");
    }

    @Test
    void refusesABookingByPutAsByPost() {
        String first = created(post("/api/appointments", booking(ada, "")));

        HttpTestClient.Answer refused = put("/api/appointments/own-1", booking(bea, ""));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("conflictsWith").textValue()).isEqualTo(first);
        assertThat(get("/api/appointments/own-1").status()).isEqualTo(404);
        assertThat(put("/api/appointments/own-1", booking(bea, ",\"allowOverlap\":true"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void savesAWholeDocumentOfAnAppointmentThatOverlapsAnother() {
        created(post("/api/appointments", booking(ada, "")));
        HttpTestClient.Answer second =
                post("/api/appointments", booking(bea, ",\"roomId\":\"r-2\",\"allowOverlap\":true"));
        ObjectNode document = second.data().deepCopy();
        document.put("notes", "Bring photos");

        HttpTestClient.Answer saved = put("/api/appointments/" + second.id(), document.toString());

        assertThat(saved.status()).as(saved.body()).isEqualTo(200);
        assertThat(saved.data().path("notes").textValue()).isEqualTo("Bring photos");
    }

    @Test
    void refusesAPagesMoveIntoAnotherAppointment() {
        String first = created(post("/api/appointments", booking(ada, "")));
        HttpTestClient.Answer later = post("/api/appointments", """
                {"patientId":"%s","doctorId":"u-doctor","appointmentDate":"2026-11-20","appointmentTime":"16:00"}
                """.formatted(bea));
        ObjectNode document = later.data().deepCopy();
        document.put("appointmentTime", "14:45");

        HttpTestClient.Answer refused = put("/api/appointments/" + later.id(), document.toString());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("conflictsWith").textValue()).isEqualTo(first);
        assertThat(get("/api/appointments/" + later.id()).data()).isEqualTo(later.data());
    }

    @Test
    void refusesASecondPlaceInTheQueueUnlessTheBodyAllowsIt() {
        String first = created(post("/api/queue", "{\"patientId\":\"" + ada + "\"}"));
        String appointment = created(post("/api/appointments", booking(ada, "")));

        HttpTestClient.Answer refused = post("/api/queue", "{\"patientId\":\"" + ada + "\"}");
        HttpTestClient.Answer alsoRefused = post("/api/appointments/" + appointment + "/checkin", "{}");
        HttpTestClient.Answer allowed =
                post("/api/appointments/" + appointment + "/checkin", "{\"method\":\"desk\",\"allowOverlap\":true}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json()).isEqualTo(HttpTestClient.json("""
                        {"success":false,"error":"patient is in the queue already","code":"CONFLICT",
                         "conflictsWith":"%s","field":"patientId"}
                        """.formatted(first)));
        assertThat(alsoRefused.json()).isEqualTo(refused.json());
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(post("/api/queue", "{\"patientId\":\"" + ada + "\",\"allowOverlap\":true}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void readsTheClinicsRuleFromItsSettings() {
        created(post("/api/appointments", booking(ada, "")));
        assertThat(connection
                        .put(StubTokenVerifier.ADMIN, "/api/clinic", "{\"overlap\":\"allow\"}")
                        .status())
                .isEqualTo(200);

        assertThat(post("/api/appointments", booking(bea, "")).status()).isEqualTo(201);
    }
}
