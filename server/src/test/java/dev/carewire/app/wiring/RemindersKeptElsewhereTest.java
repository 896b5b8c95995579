package dev.carewire.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.cluster.Timers;
import dev.carewire.command.Caller;
import dev.carewire.dialect.Callers;
import dev.carewire.fixture.AppointmentFormBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reminders where the clinic's own system keeps the appointments, or the records that they name. */
class RemindersKeptElsewhereTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    private final TenantId tenant = new TenantId("reminders-" + UUID.randomUUID());
    private final TestClock clock = new TestClock(NOW, ZoneOffset.UTC);
    private final Caller desk = Callers.caller(tenant, "desk", Role.RECEPTIONIST);

    private WiredFeatures serverThatKeeps(String kinds) {
        return WiredFeatures.over(
                TestDatabases.H2.database(),
                TestPublishers.over(TestDatabases.H2.database(), event -> {}),
                clock,
                Map.of("CAREWIRE_RECORDS_KEPT", kinds, "CAREWIRE_NOTIFICATIONS_APPOINTMENT_REMINDERS", "1h"));
    }

    /** Creates an appointment in two hours and returns the timer of its reminder, at whose time it is now. */
    private Timers.Key plan(WiredFeatures server) {
        server.client()
                .appointments()
                .create(
                        desk,
                        new AppointmentFormBuilder()
                                .patientId("4711")
                                .doctorId("doc-9")
                                .start(NOW.plus(Duration.ofHours(2)))
                                .end(NOW.plus(Duration.ofHours(3)))
                                .build());
        Timers.Key timer = server.durableTimers().keySet().stream()
                .filter(key -> key.kind().equals("reminder.appointment"))
                .findFirst()
                .orElseThrow();
        assertThat(server.durableTimers()).containsEntry(timer, NOW.plus(Duration.ofHours(1)));
        clock.advance(Duration.ofHours(1));
        return timer;
    }

    private List<String> remindersOf(WiredFeatures server, String user, Role role) {
        return server
                .client()
                .notifications()
                .history(Callers.caller(tenant, user, role), Optional.empty(), 10)
                .items()
                .stream()
                .map(one -> one.snapshot().kind())
                .filter(kind -> kind.equals("appointment_reminder"))
                .toList();
    }

    @Test
    void remindsPatientsAndDoctorsWhoseRecordsAreKeptElsewhere() {
        WiredFeatures server = serverThatKeeps("appointments");
        Timers.Key timer = plan(server);

        assertThat(server.fire(timer)).isEmpty();
        assertThat(server.fire(timer)).as("again").isEmpty();

        assertThat(remindersOf(server, "4711", Role.PATIENT)).hasSize(1);
        assertThat(remindersOf(server, "doc-9", Role.DOCTOR)).hasSize(1);
    }

    @Test
    void dropsTheRemindersOfAppointmentsThatAreKeptElsewhereFromNowOn() {
        Timers.Key timer = plan(serverThatKeeps("appointments"));
        WiredFeatures next = serverThatKeeps("none");

        assertThat(next.fire(timer)).isEmpty();

        assertThat(remindersOf(next, "4711", Role.PATIENT)).isEmpty();
        assertThat(remindersOf(next, "doc-9", Role.DOCTOR)).isEmpty();
    }
}
