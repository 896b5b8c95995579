package dev.carewire.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.adapter.jdbi.TestNotifications;
import dev.carewire.cluster.Outbox;
import dev.carewire.cluster.Publisher;
import dev.carewire.event.Event;
import dev.carewire.event.LabFlag;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.LabStatus;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.SampleEvents;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.event.TaskStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaffNotifierTest {

    private final List<Event<?>> told = new ArrayList<>();
    private final Clock clock = Clock.fixed(SampleEvents.AT, ZoneOffset.UTC);
    private final StaffNotifier news = new StaffNotifier(TestNotifications.announcements(
            TestDatabases.H2.database(), new Publisher(new CommittingOutbox(), told::add, told::add, id -> {}), clock));

    @ParameterizedTest
    @CsvSource({"LOW, LOW", "NORMAL, NORMAL", "HIGH, HIGH", "URGENT, URGENT"})
    void anAssigneeHearsOfTheTask(TaskPriority priority, NotificationPriority expected) {
        news.onAssigned(
                SampleEvents.TENANT,
                new TaskSnapshot(
                        "task-1",
                        "Call the lab",
                        Optional.empty(),
                        priority,
                        TaskStatus.OPEN,
                        Optional.empty(),
                        Optional.of(SampleEvents.DOCTOR),
                        "nurse-ada",
                        Optional.empty(),
                        Optional.empty(),
                        SampleEvents.AT,
                        SampleEvents.AT));

        NotificationSnapshot notification = notification();
        assertThat(notification)
                .isEqualTo(new NotificationSnapshot(
                        notification.id(),
                        "dr-chen",
                        "task_assigned",
                        "New Task Assigned",
                        "You have been assigned: Call the lab",
                        expected,
                        false,
                        Optional.of("task"),
                        Optional.of("task-1"),
                        Optional.of("/tasks/task-1"),
                        Optional.empty(),
                        Optional.empty(),
                        SampleEvents.AT));
    }

    @ParameterizedTest
    @CsvSource({
        "NORMAL, Lab Result Ready, NORMAL",
        "ABNORMAL, Lab Result Ready, NORMAL",
        "PANIC_VALUE, URGENT: Lab Result Ready, URGENT",
        "CANCEROUS, URGENT: Lab Result Ready, URGENT"
    })
    void aDoctorHearsOfTheResult(LabFlag flag, String title, NotificationPriority priority) {
        news.onResultReady(
                SampleEvents.TENANT,
                new LabResultSnapshot(
                        "lab-1",
                        SampleEvents.PATIENT,
                        SampleEvents.DOCTOR,
                        Optional.empty(),
                        "Punch biopsy",
                        LabStatus.RESULTED,
                        Optional.of(flag),
                        Optional.of("See report"),
                        Optional.of(SampleEvents.AT),
                        Optional.empty(),
                        Optional.empty(),
                        SampleEvents.AT,
                        SampleEvents.AT));

        NotificationSnapshot notification = notification();
        assertThat(notification)
                .isEqualTo(new NotificationSnapshot(
                        notification.id(),
                        "dr-chen",
                        "lab_result_ready",
                        title,
                        "Lab results ready for Marisol Quintero: Punch biopsy",
                        priority,
                        false,
                        Optional.of("order"),
                        Optional.of("lab-1"),
                        Optional.of("/orders/lab-1"),
                        Optional.empty(),
                        Optional.empty(),
                        SampleEvents.AT));
    }

    private NotificationSnapshot notification() {
        assertThat(told).hasSize(1);
        return ((NotificationCreated) told.get(0).payload()).notification();
    }

    /** Commits at once what it is given. */
    private static final class CommittingOutbox implements Outbox {
        @Override
        public void append(Event<?> event, TransactionEnd end) {
            end.committed();
        }

        @Override
        public void remove(Collection<UUID> ids) {
            throw new AssertionError("removed");
        }

        @Override
        public int relay(Instant storedBefore, int most, Relay relay) {
            throw new AssertionError("relayed");
        }
    }
}
