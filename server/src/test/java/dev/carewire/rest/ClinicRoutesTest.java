package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import org.junit.jupiter.api.Test;

/** The settings of a clinic. The test's server has New York as the default zone. */
class ClinicRoutesTest extends ClinicTest {

    private static final String BERLIN =
            "{\"name\":\"Nordklinik\",\"timeZone\":\"Europe/Berlin\",\"overlap\":\"allow\"}";

    @Test
    void aClinicHasTheServersDefaultsUntilTheyAreChanged() {
        assertData(
                get("/api/clinic"),
                200,
                "{\"name\":\"%s\",\"timeZone\":\"America/New_York\",\"overlap\":\"refuse\"}"
                        .formatted(clinic().value()));
    }

    @Test
    void administratorsAndBackEndsChangeTheirOwnClinicPartByPart() {
        assertData(change(BERLIN), 200, BERLIN);
        assertData(get("/api/clinic"), 200, BERLIN);

        assertData(
                connection.put(StubTokenVerifier.SERVICE, "/api/clinic", "{\"overlap\":\"refuse\"}"),
                200,
                "{\"name\":\"Nordklinik\",\"timeZone\":\"Europe/Berlin\",\"overlap\":\"refuse\"}");
        assertData(
                change("{\"zone\":\"Asia/Kathmandu\"}"),
                200,
                "{\"name\":\"Nordklinik\",\"timeZone\":\"Asia/Kathmandu\",\"overlap\":\"refuse\"}");
        assertThat(connection
                        .get(StubTokenVerifier.STRANGER, "/api/clinic")
                        .data()
                        .path("timeZone")
                        .textValue())
                .isEqualTo("America/New_York");
    }

    @Test
    void othersMayNotChangeAClinicAndPatientsMayNotReadIt() {
        assertRefused(put("/api/clinic", BERLIN), 403, "only administrators");
        assertRefused(connection.get(StubTokenVerifier.PATIENT, "/api/clinic"), 403, "this role");
    }

    @Test
    void namesTheFaultyFieldsOfAClinicAndChangesNothing() {
        assertRefused(change("{\"timeZone\":\"Mars/Base\"}"), 400, "timeZone");
        assertRefused(change("{\"timeZone\":\"+02:00\"}"), 400, "timeZone");
        assertRefused(change("{\"timeZone\":\"europe/berlin\"}"), 400, "timeZone");
        assertRefused(change("{\"overlap\":\"sometimes\",\"timeZone\":\"Europe/Berlin\"}"), 400, "overlap");
        assertRefused(change("{\"name\":\"two\\nlines\"}"), 400, "name");
        assertThat(get("/api/clinic").data().path("timeZone").textValue()).isEqualTo("America/New_York");
    }

    /** An appointment at one instant, before and after the clinic moves from New York to Kathmandu. */
    @Test
    void aChangeOfTheZoneIsVisibleInTheNextAnswer() {
        String appointment = newAppointment(newPatient("Ada"));
        assertThat(day(appointment)).isEqualTo("2026-11-20T00:00:00.000Z 14:30");

        change("{\"timeZone\":\"Asia/Kathmandu\"}");

        assertThat(day(appointment)).isEqualTo("2026-11-21T00:00:00.000Z 01:15");
        assertThat(listed(get("/api/appointments?date=2026-11-21"), "_id")).containsExactly(appointment);
        assertThat(listed(get("/api/appointments?date=2026-11-20"), "_id")).isEmpty();
    }

    private HttpTestClient.Answer change(String body) {
        return connection.put(StubTokenVerifier.ADMIN, "/api/clinic", body);
    }

    private String day(String appointment) {
        var json = get("/api/appointments/" + appointment).data();
        return json.path("appointmentDate").textValue() + " "
                + json.path("appointmentTime").textValue();
    }
}
