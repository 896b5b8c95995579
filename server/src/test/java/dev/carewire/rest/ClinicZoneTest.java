package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.DatabaseTest;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.TestDialects;
import dev.carewire.event.Event;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.log.RingLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every place in which a clinic counts days uses the zone of that clinic, whatever the zones of others and of the server. */
class ClinicZoneTest extends DatabaseTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-11-30T20:00:00Z"), ZoneOffset.UTC);
    private final List<Event<?>> events = new ArrayList<>();
    private final WiredFeatures server =
            WiredFeatures.over(database(), TestPublishers.over(database(), events::add), clock);

    ClinicZoneTest(TestDatabases which) {
        super(which);
    }

    /** At one instant it is the evening of 30 November in Berlin and the morning of 1 December in Kathmandu. */
    @Test
    void twoClinicsOfOneServerHaveTwoDaysAtOneInstant() {
        try (ZonedClinic berlin = new ZonedClinic(server, "Europe/Berlin");
                ZonedClinic kathmandu = new ZonedClinic(server, "Asia/Kathmandu")) {
            assertThat(today(berlin)).isEqualTo("2026-11-30");
            assertThat(today(kathmandu)).isEqualTo("2026-12-01");
            assertThat(bornTomorrow(berlin)).isEqualTo(400);
            assertThat(bornTomorrow(kathmandu)).isEqualTo(201);
        }
    }

    /** A payment without a day is one of today. */
    private static String today(ZonedClinic clinic) {
        String invoice = ClinicTest.created(
                clinic.post("/api/invoices", "{\"patientId\":\"" + clinic.newPatient() + "\",\"totalCents\":5000}"));
        clinic.post("/api/invoices/" + invoice + "/payments", "{\"amountCents\":100}");
        return clinic.get("/api/invoices/" + invoice + "/payments")
                .json()
                .path(0)
                .path("paymentDate")
                .textValue()
                .substring(0, "2026-11-30".length());
    }

    private static int bornTomorrow(ZonedClinic clinic) {
        return clinic.post(
                        "/api/patients", "{\"firstName\":\"Baby\",\"lastName\":\"Poe\",\"dateOfBirth\":\"2026-12-01\"}")
                .status();
    }

    /** A value of eight in the evening in UTC belongs to the day of the clinic. */
    @Test
    void valuesAreAggregatedByTheDaysOfTheClinic() {
        try (ZonedClinic berlin = new ZonedClinic(server, "Europe/Berlin");
                ZonedClinic kathmandu = new ZonedClinic(server, "Asia/Kathmandu")) {
            assertThat(dayOfValue(berlin)).isEqualTo("2026-11-29T23:00:00.000Z");
            assertThat(dayOfValue(kathmandu)).isEqualTo("2026-11-30T18:15:00.000Z");
        }
    }

    private static String dayOfValue(ZonedClinic clinic) {
        String patient = clinic.newPatient();
        assertThat(clinic.post(
                                "/api/vitals",
                                "{\"patientId\":\"" + patient
                                        + "\",\"dataType\":\"heart_rate\",\"value\":70,\"measuredAt\":\"2026-11-30T19:50:00Z\"}")
                        .status())
                .isEqualTo(201);
        return clinic.get("/api/vitals/aggregates?patientId=" + patient + "&dataType=heart_rate&per=day")
                .json()
                .path(0)
                .path("start")
                .textValue();
    }

    /** Days of 23, 25, 23.5 and 24.5 hours, a leap day, and a day that begins at one in the morning. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29, 23",
        "Europe/Berlin, 2026-10-25, 25",
        "Australia/Lord_Howe, 2026-10-04, 23.5",
        "Australia/Lord_Howe, 2026-04-05, 24.5",
        "America/Sao_Paulo, 2018-11-04, 23",
        "America/Sao_Paulo, 2019-02-16, 25",
        "Asia/Kathmandu, 2028-02-29, 24",
        "UTC, 2028-02-29, 24"
    })
    void listsOfADayHaveExactlyTheAppointmentsOfTheDay(String zone, LocalDate day, double hours) {
        Instant start = day.atStartOfDay(ZoneId.of(zone)).toInstant();
        Instant end = start.plus(Duration.ofMinutes((long) (hours * 60)));
        try (ZonedClinic clinic = new ZonedClinic(server, zone)) {
            String patient = clinic.newPatient();
            clinic.newAppointment(patient, "\"scheduledStart\":\"" + start.minusSeconds(300) + "\"");
            String first = clinic.newAppointment(patient, "\"scheduledStart\":\"" + start + "\"");
            String last = clinic.newAppointment(patient, "\"scheduledStart\":\"" + end.minusSeconds(300) + "\"");
            clinic.newAppointment(patient, "\"scheduledStart\":\"" + end + "\"");

            assertThat(ClinicTest.listed(clinic.get("/api/appointments?date=" + day), "_id"))
                    .containsExactly(first, last);
            assertThat(ClinicTest.listed(clinic.get("/api/appointments?date=" + start), "_id"))
                    .as("the day as the instant at which it begins")
                    .containsExactly(first, last);
        }
    }

    /** A skipped time is the moment of the change, and of a repeated one the first counts. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29, 02:30, 2026-03-29T01:00:00.000Z, 03:00",
        "Europe/Berlin, 2026-10-25, 02:30, 2026-10-25T00:30:00.000Z, 02:30",
        "Australia/Lord_Howe, 2026-10-04, 02:15, 2026-10-03T15:30:00.000Z, 02:30",
        "Australia/Lord_Howe, 2026-04-05, 01:45, 2026-04-04T14:45:00.000Z, 01:45",
        "America/Sao_Paulo, 2018-11-04, 00:30, 2018-11-04T03:00:00.000Z, 01:00"
    })
    void aTimeAtAChangeOfTheClocksHasOneMeaning(String zone, String day, String time, String instant, String shown) {
        try (ZonedClinic clinic = new ZonedClinic(server, zone)) {
            String patient = clinic.newPatient();
            String dayAndTime = "\"appointmentDate\":\"" + day + "\",\"appointmentTime\":\"" + time + "\"";
            String made = clinic.newAppointment(patient, dayAndTime);
            String dayBefore = LocalDate.parse(day).minusDays(1).toString();
            String moved = clinic.newAppointment(
                    patient, "\"appointmentDate\":\"" + dayBefore + "\",\"appointmentTime\":\"12:00\"");
            clinic.put("/api/appointments/" + moved, "{" + dayAndTime + "}");

            for (String appointment : List.of(made, moved)) {
                var document = clinic.get("/api/appointments/" + appointment).data();
                assertThat(document.path("scheduledAt").textValue()).isEqualTo(instant);
                assertThat(document.path("appointmentTime").textValue()).isEqualTo(shown);
                assertThat(document.path("date").textValue()).isEqualTo(day + "T00:00:00.000Z");
            }
        }
    }

    /** The sockets of a clinic show its days, and a change of the zone shows in the next event. */
    @Test
    void eventsShowTheDayOfTheirClinic() {
        Hub hub = new Hub(
                new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))), clock);
        Dialect dialect = TestDialects.clinic(hub, server.client(), clock);
        try (ZonedClinic berlin = new ZonedClinic(server, "Europe/Berlin");
                ZonedClinic kathmandu = new ZonedClinic(server, "Asia/Kathmandu")) {
            String evening = "\"scheduledStart\":\"2026-11-30T20:30:00Z\"";
            String appointment = berlin.newAppointment(berlin.newPatient(), evening);
            assertThat(dialect.render(last()))
                    .allMatch(text -> text.contains("\"date\":\"2026-11-30T00:00:00.000Z\"")
                            && text.contains("\"appointmentTime\":\"21:30\""));
            kathmandu.newAppointment(kathmandu.newPatient(), evening);
            assertThat(dialect.render(last()))
                    .allMatch(text -> text.contains("\"date\":\"2026-12-01T00:00:00.000Z\"")
                            && text.contains("\"appointmentTime\":\"02:15\""));

            berlin.moveTo("Australia/Lord_Howe");
            berlin.put("/api/appointments/" + appointment, "{\"notes\":\"Moved\"}");
            assertThat(dialect.render(last()))
                    .allMatch(text -> text.contains("\"date\":\"2026-12-01T00:00:00.000Z\"")
                            && text.contains("\"appointmentTime\":\"07:30\""));
        }
    }

    private Event<?> last() {
        return events.get(events.size() - 1);
    }
}
