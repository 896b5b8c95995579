package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.DatabaseTest;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.event.Event;
import dev.carewire.event.PatientEvents.PatientCreated;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.transport.http.HttpTestClient;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A day is a day: wherever a client writes one, the clinic stores and shows the day that the client means. */
class DaysTest extends DatabaseTest {

    private final TestClock clock = new TestClock(Instant.parse("2028-03-01T12:00:00Z"), ZoneOffset.UTC);
    private final List<Event<?>> events = new ArrayList<>();
    private final WiredFeatures server =
            WiredFeatures.over(database(), TestPublishers.over(database(), events::add), clock);

    DaysTest(TestDatabases which) {
        super(which);
    }

    /** The examples: a birthday with an offset, and midnight in Berlin; then kin in other zones and on leap days. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 1984-03-01T00:00:00+05:30, 1984-03-01",
        "Europe/Berlin, 2026-12-09T23:00:00.000Z, 2026-12-10",
        "Europe/Berlin, 1984-02-29, 1984-02-29",
        "Europe/Berlin, 1984-02-28T23:00:00.000Z, 1984-02-29",
        "Asia/Kathmandu, 2028-02-28T18:15:00.000Z, 2028-02-29",
        "Asia/Kathmandu, 2028-02-29T00:00:00+05:45, 2028-02-29",
        "Australia/Lord_Howe, 2026-04-04T13:00:00.000Z, 2026-04-05",
        "Australia/Lord_Howe, 2026-04-05T13:30:00.000Z, 2026-04-06",
        "America/Sao_Paulo, 2018-11-04T03:00:00.000Z, 2018-11-04",
        "UTC, 2024-02-29T00:00:00.000Z, 2024-02-29",
        "UTC, 2024-02-29T23:59:59.999Z, 2024-02-29"
    })
    void everyFieldWithADayStoresTheDayThatIsMeant(String zone, String written, LocalDate day) {
        try (ZonedClinic clinic = new ZonedClinic(server, zone)) {
            String patient = ClinicTest.created(clinic.post(
                    "/api/patients",
                    "{\"firstName\":\"Ada\",\"lastName\":\"Poe\",\"dateOfBirth\":\"" + written + "\"}"));
            assertDay(clinic.get("/api/patients/" + patient), "dateOfBirth", day);
            assertDay(clinic.put("/api/patients/" + patient, "{\"dob\":\"" + written + "\"}"), "dateOfBirth", day);

            String appointment = clinic.newAppointment(
                    patient, "\"appointmentDate\":\"" + written + "\",\"appointmentTime\":\"09:30\"");
            assertDay(clinic.get("/api/appointments/" + appointment), "appointmentDate", day);
            assertDay(clinic.get("/api/appointments/" + appointment), "date", day);
            assertThat(ClinicTest.listed(clinic.get("/api/appointments?date=" + written.replace("+", "%2B")), "_id"))
                    .containsExactly(appointment);

            assertDay(
                    clinic.post("/api/tasks", "{\"title\":\"Call\",\"dueDate\":\"" + written + "\"}"), "dueDate", day);

            String invoice = ClinicTest.created(
                    clinic.post("/api/invoices", "{\"patientId\":\"" + patient + "\",\"totalCents\":5000}"));
            assertThat(clinic.post(
                                    "/api/invoices/" + invoice + "/payments",
                                    "{\"amountCents\":100,\"paymentDate\":\"" + written + "\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(clinic.get("/api/invoices/" + invoice + "/payments").body())
                    .contains("\"paymentDate\":\"" + day);

            events.clear();
            assertThat(clinic.emit("{\"event\":\"patient.created\",\"data\":{\"patient\":{\"id\":\"p-1\","
                                    + "\"firstName\":\"Ada\",\"lastName\":\"Poe\",\"dateOfBirth\":\"" + written
                                    + "\"}}}")
                            .status())
                    .isEqualTo(201);
            assertThat(((PatientCreated) events.get(0).payload()).patient().dateOfBirth())
                    .isEqualTo(Optional.of(day));
        }
    }

    /** The document that a page received, sent back as a whole, moves nothing in any zone. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29T00:30:00Z",
        "Europe/Berlin, 2026-10-25T00:30:00Z",
        "Europe/Berlin, 2026-10-25T01:30:00Z",
        "Europe/Berlin, 2026-12-09T23:00:00Z",
        "Asia/Kathmandu, 2028-02-28T18:15:00Z",
        "Australia/Lord_Howe, 2026-04-04T14:45:00Z",
        "Australia/Lord_Howe, 2026-04-04T15:15:00Z",
        "America/Sao_Paulo, 2018-11-04T03:00:00Z",
        "America/Sao_Paulo, 2019-02-17T02:30:00Z"
    })
    void aWholeDocumentMovesNothing(String zone, String start) {
        try (ZonedClinic clinic = new ZonedClinic(server, zone)) {
            String appointment = clinic.newAppointment(clinic.newPatient(), "\"scheduledStart\":\"" + start + "\"");
            HttpTestClient.Answer document = clinic.get("/api/appointments/" + appointment);

            assertThat(clinic.put(
                                    "/api/appointments/" + appointment,
                                    document.data().toString())
                            .status())
                    .isEqualTo(200);
            assertThat(clinic.get("/api/appointments/" + appointment)
                            .data()
                            .path("scheduledAt")
                            .textValue())
                    .isEqualTo(Instant.parse(start).toString().replace("Z", ".000Z"));
        }
    }

    @Test
    void aDayInAnotherFormIsRefusedWithTheNameOfItsField() {
        try (ZonedClinic clinic = new ZonedClinic(server, "Europe/Berlin")) {
            for (String wrong : List.of("2027-02-29", "1984-03-01T00:00:00", "01.03.1984", "1984-03-01T24:30:00Z")) {
                ClinicTest.assertRefused(
                        clinic.post(
                                "/api/patients",
                                "{\"firstName\":\"Ada\",\"lastName\":\"Poe\",\"dateOfBirth\":\"" + wrong + "\"}"),
                        400,
                        "dateOfBirth");
                ClinicTest.assertRefused(
                        clinic.post("/api/tasks", "{\"title\":\"Call\",\"dueDate\":\"" + wrong + "\"}"),
                        400,
                        "dueDate");
                ClinicTest.assertRefused(clinic.get("/api/appointments?date=" + wrong), 400, "date");
                ClinicTest.assertRefused(
                        clinic.emit("{\"event\":\"patient.created\",\"data\":{\"patient\":{\"id\":\"p-1\","
                                + "\"firstName\":\"Ada\",\"lastName\":\"Poe\",\"dateOfBirth\":\"" + wrong + "\"}}}"),
                        400,
                        "data.patient.dateOfBirth");
            }
        }
    }

    private static void assertDay(HttpTestClient.Answer answer, String field, LocalDate day) {
        assertThat(answer.data().path(field).textValue()).as(answer.body()).startsWith(day.toString());
    }
}
