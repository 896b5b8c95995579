package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.DatabaseTest;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.event.Event;
import dev.carewire.event.QueueEvents;
import dev.carewire.event.QueueEvents.TicketChanged;
import dev.carewire.event.QueueStatus;
import dev.carewire.fixture.TestPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The waiting queue across the midnight of its clinic. */
class QueueMidnightTest extends DatabaseTest {

    /** Half an hour before midnight in Berlin. */
    private static final Instant EVENING = Instant.parse("2026-11-30T22:30:00Z");

    private final TestClock clock = new TestClock(EVENING, ZoneOffset.UTC);
    private final List<Event<?>> events = Collections.synchronizedList(new ArrayList<>());
    private final WiredFeatures server = server();

    QueueMidnightTest(TestDatabases which) {
        super(which);
    }

    private WiredFeatures server() {
        return WiredFeatures.over(database(), TestPublishers.over(database(), events::add), clock);
    }

    /** Two instants of each zone around its midnight: tickets restart there, and nowhere else. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-11-30T22:59:59Z, 2026-11-30T23:00:00Z",
        "Europe/Berlin, 2026-03-28T22:59:59Z, 2026-03-28T23:00:00Z",
        "Europe/Berlin, 2026-03-29T21:59:59Z, 2026-03-29T22:00:00Z",
        "Europe/Berlin, 2026-10-25T22:59:59Z, 2026-10-25T23:00:00Z",
        "Asia/Kathmandu, 2026-11-30T18:14:59Z, 2026-11-30T18:15:00Z",
        "Australia/Lord_Howe, 2026-04-05T13:29:59Z, 2026-04-05T13:30:00Z",
        "Australia/Lord_Howe, 2026-10-04T12:59:59Z, 2026-10-04T13:00:00Z",
        "America/Sao_Paulo, 2018-11-04T02:59:59Z, 2018-11-04T03:00:00Z",
        "America/Sao_Paulo, 2019-02-17T02:59:59Z, 2019-02-17T03:00:00Z",
        "UTC, 2028-02-29T23:59:59Z, 2028-03-01T00:00:00Z"
    })
    void ticketsRestartWithTheDayOfTheClinic(String zone, Instant before, Instant after) {
        try (ZonedClinic clinic = new ZonedClinic(server, zone)) {
            clock.advance(Duration.between(clock.instant(), before.minusSeconds(3600)));
            finish(clinic, walkIn(clinic));
            clock.advance(Duration.ofHours(1));
            String second = walkIn(clinic);
            assertThat(ticket(clinic, second)).isEqualTo("W002");
            finish(clinic, second);

            clock.advance(Duration.between(before, after));
            assertThat(ticket(clinic, walkIn(clinic))).isEqualTo("W001");
        }
    }

    @Test
    void twoClinicsRestartAtTheirOwnMidnights() {
        try (ZonedClinic berlin = new ZonedClinic(server, "Europe/Berlin");
                ZonedClinic kathmandu = new ZonedClinic(server, "Asia/Kathmandu")) {
            finish(berlin, walkIn(berlin));
            finish(kathmandu, walkIn(kathmandu));

            clock.advance(Duration.ofHours(1));
            assertThat(ticket(berlin, walkIn(berlin))).isEqualTo("W001");
            assertThat(ticket(kathmandu, walkIn(kathmandu))).isEqualTo("W002");
        }
    }

    /** The example: yesterday's W001 waits beside today's. */
    @Test
    void noTwoPatientsInTheQueueShareATicket() {
        try (ZonedClinic clinic = new ZonedClinic(server, "Europe/Berlin")) {
            String yesterday = walkIn(clinic);
            String called = walkIn(clinic);
            call(clinic, called);
            clock.advance(Duration.ofHours(1));

            String today = walkIn(clinic);
            assertThat(ticket(clinic, yesterday)).isEqualTo("W001");
            assertThat(ticket(clinic, called)).isEqualTo("W002");
            assertThat(ticket(clinic, today)).isEqualTo("W003");
            assertThat(ClinicTest.listed(clinic.get("/api/queue"), "position")).containsExactly("1", "2");

            finish(clinic, yesterday);
            assertThat(ClinicTest.listed(clinic.get("/api/queue"), "_id")).containsExactly(today);
            assertThat(ClinicTest.listed(clinic.get("/api/queue"), "estimatedWaitTime"))
                    .containsExactly("0");
            assertThat(ClinicTest.listed(clinic.get("/api/queue?status=completed,waiting,in-progress"), "position"))
                    .as("positions of the completed entry, of the called one and of today's")
                    .containsExactly("", "1", "2");
        }
    }

    /** In a clinic that is open all night, patients who joined before midnight keep their place for four hours. */
    @Test
    void aPatientOfYesterdayLeavesTheQueueAfterTheLongestWait() {
        try (ZonedClinic clinic = new ZonedClinic(server, "Europe/Berlin")) {
            String waiting = walkIn(clinic);
            String called = walkIn(clinic);
            call(clinic, called);

            clock.advance(Duration.ofHours(4).minusMillis(1));
            server.abandonedEntries().sweep();
            assertThat(status(clinic, waiting)).isEqualTo("waiting");

            clock.advance(Duration.ofMillis(2));
            events.clear();
            server.abandonedEntries().sweep();
            assertThat(status(clinic, waiting)).isEqualTo("no-show");
            assertThat(status(clinic, called))
                    .as("the patient is with the doctor")
                    .isEqualTo("in-progress");
            assertThat(eventsOf(clinic).stream().map(event -> event.type().name()))
                    .containsExactly(QueueEvents.QUEUE_UPDATED.name(), QueueEvents.TICKET_CHANGED.name());
            assertThat(((TicketChanged) eventsOf(clinic).get(1).payload()).status())
                    .isEqualTo(QueueStatus.NO_SHOW);

            events.clear();
            server.abandonedEntries().sweep();
            server().abandonedEntries().sweep();
            assertThat(eventsOf(clinic))
                    .as("events of a second run, and of one after a restart")
                    .isEmpty();
        }
    }

    @Test
    void aPatientOfTodayWaitsAsLongAsTheDay() {
        try (ZonedClinic kathmandu = new ZonedClinic(server, "Asia/Kathmandu")) {
            String waiting = walkIn(kathmandu);

            clock.advance(Duration.ofHours(19));
            server.abandonedEntries().sweep();
            assertThat(status(kathmandu, waiting)).isEqualTo("waiting");

            clock.advance(Duration.ofHours(1));
            server.abandonedEntries().sweep();
            assertThat(status(kathmandu, waiting)).isEqualTo("no-show");
        }
    }

    @Test
    void theAppointmentOfAPatientWhoLeftIsANoShow() {
        try (ZonedClinic clinic = new ZonedClinic(server, "Europe/Berlin")) {
            String arrived = appointmentAt(clinic, "2026-11-30T22:00:00Z");
            String entry = checkIn(clinic, arrived);
            String early = appointmentAt(clinic, "2026-12-01T02:00:00Z");
            String place = checkIn(clinic, early);

            clock.advance(Duration.ofHours(5));
            server.abandonedEntries().sweep();
            assertThat(status(clinic, entry)).isEqualTo("no-show");
            assertThat(clinic.get("/api/appointments/" + arrived)
                            .data()
                            .path("status")
                            .textValue())
                    .isEqualTo("no-show");
            assertThat(status(clinic, place))
                    .as("the appointment is one of today")
                    .isEqualTo("waiting");

            clock.advance(Duration.ofHours(3));
            server.abandonedEntries().sweep();
            assertThat(status(clinic, place)).isEqualTo("waiting");

            clock.advance(Duration.ofDays(1));
            server.abandonedEntries().sweep();
            assertThat(status(clinic, place)).isEqualTo("no-show");
        }
    }

    /** The no-show was a mistake: the patient sits in the waiting room. */
    @Test
    void aNoShowOfYesterdayThatIsUndoneWaitsFromNowOnUnderATicketOfToday() {
        try (ZonedClinic clinic = new ZonedClinic(server, "Europe/Berlin")) {
            String waiting = walkIn(clinic);
            clock.advance(Duration.ofHours(5));
            server.abandonedEntries().sweep();
            String today = walkIn(clinic);
            assertThat(ticket(clinic, today)).isEqualTo("W001");

            assertThat(clinic.put("/api/queue/" + waiting, "{\"status\":\"waiting\"}")
                            .status())
                    .isEqualTo(200);
            server.abandonedEntries().sweep();
            assertThat(status(clinic, waiting)).isEqualTo("waiting");
            assertThat(ticket(clinic, waiting)).isEqualTo("W002");
            assertThat(ClinicTest.listed(clinic.get("/api/queue"), "_id")).containsExactly(today, waiting);
        }
    }

    @Test
    void anEntryLeavesTheQueueOnceHoweverManyServersRemoveIt() throws Exception {
        try (ZonedClinic clinic = new ZonedClinic(server, "Europe/Berlin")) {
            for (int i = 0; i < 5; i++) {
                walkIn(clinic);
            }
            clock.advance(Duration.ofHours(5));
            events.clear();

            ExecutorService pool = Executors.newFixedThreadPool(4);
            try {
                Callable<Boolean> run = () -> {
                    server.abandonedEntries().sweep();
                    return true;
                };
                for (Future<Boolean> done : pool.invokeAll(Collections.nCopies(4, run))) {
                    assertThat(done.get()).isTrue();
                }
            } finally {
                pool.shutdownNow();
            }

            assertThat(ClinicTest.listed(clinic.get("/api/queue"), "_id")).isEmpty();
            assertThat(eventsOf(clinic).stream().filter(event -> event.type().equals(QueueEvents.QUEUE_UPDATED)))
                    .hasSize(5);
        }
    }

    /** The database has entries of other tests, too, which leave their queues here. */
    private List<Event<?>> eventsOf(ZonedClinic clinic) {
        return List.copyOf(events).stream()
                .filter(event -> event.tenant().equals(clinic.tenant))
                .toList();
    }

    private static String walkIn(ZonedClinic clinic) {
        return ClinicTest.created(
                clinic.post("/api/queue", "{\"patientId\":\"" + clinic.newPatient() + "\",\"queueType\":\"walk-in\"}"));
    }

    private static String appointmentAt(ZonedClinic clinic, String start) {
        return clinic.newAppointment(clinic.newPatient(), "\"scheduledStart\":\"" + start + "\"");
    }

    /** The id of the entry. */
    private static String checkIn(ZonedClinic clinic, String appointment) {
        assertThat(clinic.post("/api/appointments/" + appointment + "/checkin", "{}")
                        .status())
                .isEqualTo(200);
        List<String> appointments = ClinicTest.listed(clinic.get("/api/queue"), "appointment");
        return ClinicTest.listed(clinic.get("/api/queue"), "_id").get(appointments.indexOf(appointment));
    }

    private static void call(ZonedClinic clinic, String entry) {
        assertThat(clinic.post("/api/queue/" + entry + "/call", "{}").status()).isEqualTo(200);
    }

    private static void finish(ZonedClinic clinic, String entry) {
        assertThat(clinic.put("/api/queue/" + entry, "{\"status\":\"completed\"}")
                        .status())
                .isEqualTo(200);
    }

    private static String ticket(ZonedClinic clinic, String entry) {
        return clinic.get("/api/queue/" + entry).data().path("queueNumber").textValue();
    }

    private static String status(ZonedClinic clinic, String entry) {
        return clinic.get("/api/queue/" + entry).data().path("status").textValue();
    }
}
