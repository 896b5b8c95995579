package dev.carewire.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.adapter.jdbi.TestNotifications;
import dev.carewire.event.Event;
import dev.carewire.event.LabFlag;
import dev.carewire.event.LabStatus;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.SampleEvents;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskStatus;
import dev.carewire.fixture.LabResultSnapshotBuilder;
import dev.carewire.fixture.NotificationSnapshotBuilder;
import dev.carewire.fixture.TaskSnapshotBuilder;
import dev.carewire.fixture.TestPublishers;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaffNotifierTest {

    private final List<Event<?>> told = new ArrayList<>();
    private final Clock clock = Clock.fixed(SampleEvents.AT, ZoneOffset.UTC);
    private final StaffNotifier news = new StaffNotifier(
            TestNotifications.announcements(TestDatabases.H2.database(), TestPublishers.inMemory(told::add), clock));

    @ParameterizedTest
    @CsvSource({"LOW, LOW", "NORMAL, NORMAL", "HIGH, HIGH", "URGENT, URGENT"})
    void anAssigneeHearsOfTheTask(TaskPriority priority, NotificationPriority expected) {
        news.onAssigned(
                SampleEvents.TENANT,
                new TaskSnapshotBuilder(
                                "task-1",
                                "Call the lab",
                                priority,
                                TaskStatus.OPEN,
                                "nurse-ada",
                                SampleEvents.AT,
                                SampleEvents.AT)
                        .assignee(SampleEvents.DOCTOR)
                        .build());

        NotificationSnapshot notification = notification();
        assertThat(notification)
                .isEqualTo(new NotificationSnapshotBuilder(
                                notification.id(),
                                "dr-chen",
                                "task_assigned",
                                "New Task Assigned",
                                "You have been assigned: Call the lab",
                                expected,
                                false,
                                SampleEvents.AT)
                        .relatedKind("task")
                        .relatedId("task-1")
                        .actionUrl("/tasks/task-1")
                        .build());
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
                new LabResultSnapshotBuilder(
                                "lab-1",
                                SampleEvents.PATIENT,
                                SampleEvents.DOCTOR,
                                "Punch biopsy",
                                LabStatus.RESULTED,
                                SampleEvents.AT,
                                SampleEvents.AT)
                        .flag(flag)
                        .result("See report")
                        .resultedAt(SampleEvents.AT)
                        .build());

        NotificationSnapshot notification = notification();
        assertThat(notification)
                .isEqualTo(new NotificationSnapshotBuilder(
                                notification.id(),
                                "dr-chen",
                                "lab_result_ready",
                                title,
                                "Lab results ready for Marisol Quintero: Punch biopsy",
                                priority,
                                false,
                                SampleEvents.AT)
                        .relatedKind("order")
                        .relatedId("lab-1")
                        .actionUrl("/orders/lab-1")
                        .build());
    }

    private NotificationSnapshot notification() {
        assertThat(told).hasSize(1);
        return ((NotificationCreated) told.get(0).payload()).notification();
    }
}
