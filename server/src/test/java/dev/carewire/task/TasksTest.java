package dev.carewire.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.event.Event;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.TaskEvents.TaskCreated;
import dev.carewire.event.TaskEvents.TaskUpdated;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.event.TaskStatus;
import dev.carewire.fixture.StaffSnapshotBuilder;
import dev.carewire.fixture.TaskFormBuilder;
import dev.carewire.identity.Role;
import dev.carewire.record.RecordQuery;
import dev.carewire.text.ExtraFields;
import dev.carewire.user.StaffMember;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TasksTest extends ClinicTest {

    TasksTest(TestDatabases which) {
        super(which);
    }

    @Test
    void isWrittenDownToldAndGivenToItsAssignee() {
        PatientSnapshot patient = patient("Tove", "Lindqvist");

        TaskSnapshot task = tasks.create(
                nurse,
                new TaskFormBuilder()
                        .title("Call the lab")
                        .description("About the biopsy")
                        .priority(TaskPriority.HIGH)
                        .patientId(patient.id())
                        .assigneeId(CHEN.id())
                        .dueDate(LocalDate.of(2026, 11, 23))
                        .build());

        assertThat(task)
                .isEqualTo(new TaskSnapshot(
                        task.id(),
                        "Call the lab",
                        Optional.of("About the biopsy"),
                        TaskPriority.HIGH,
                        TaskStatus.OPEN,
                        Optional.of(patient),
                        Optional.of(CHEN),
                        "nurse-ada",
                        Optional.of(LocalDate.of(2026, 11, 23)),
                        Optional.empty(),
                        NOW,
                        NOW,
                        ExtraFields.NONE));
        assertThat(tasks.get(nurse, task.id())).isEqualTo(task);
        assertThat(events).<Record>map(Event::payload).containsExactly(new TaskCreated(task));
        assertThat(assigned).containsExactly(task);
    }

    @Test
    void onlyANewAssigneeHearsOfIt() {
        String id = open().id();
        assertThat(assigned).isEmpty();

        TaskSnapshot given = tasks.update(nurse, id, assignee(CHEN.id()));
        tasks.update(nurse, id, assignee(CHEN.id()));
        TaskSnapshot handedOver = tasks.update(nurse, id, assignee(OKORO.id()));
        TaskSnapshot nobodys = tasks.update(nurse, id, assignee(" "));

        assertThat(assigned).containsExactly(given, handedOver);
        assertThat(nobodys.assignee()).isEmpty();
    }

    @Test
    void nobodyIsToldOfWhatTheyTookThemselves() {
        userRepository.put(
                tenant,
                List.of(new StaffMember(new StaffSnapshotBuilder("nurse-ada", "Ada", "Byron").build(), Role.NURSE)));

        TaskSnapshot taken = tasks.update(nurse, open().id(), assignee("nurse-ada"));

        assertThat(taken.assignee()).map(StaffSnapshot::id).contains("nurse-ada");
        assertThat(assigned).isEmpty();
    }

    @Test
    void isDoneOnceAndForAll() {
        String id = open().id();
        clock.advance(Duration.ofMinutes(1));

        TaskSnapshot begun = tasks.update(nurse, id, status(TaskStatus.IN_PROGRESS));
        TaskSnapshot done = tasks.update(nurse, id, status(TaskStatus.COMPLETED));

        assertThat(begun.completedAt()).isEmpty();
        assertThat(done.completedAt()).contains(NOW.plusSeconds(60));
        assertThat(events).<Record>map(Event::payload).containsExactly(new TaskUpdated(begun), new TaskUpdated(done));
        assertRejected(Rejection.CONFLICT, "task is over", () -> tasks.update(nurse, id, status(TaskStatus.OPEN)));
        String cancelled = open().id();
        tasks.update(nurse, cancelled, status(TaskStatus.CANCELLED));
        assertRejected(Rejection.CONFLICT, "task is over", () -> tasks.update(nurse, cancelled, assignee(CHEN.id())));
        assertThat(assigned).isEmpty();
    }

    @Test
    void refusesWhatIsMissingOrUnknown() {
        PatientSnapshot foreign = patients.create(stranger, patientForm("Ana", "Sousa"));
        events.clear();

        assertRejected(Rejection.INVALID, "title is required", () -> tasks.create(nurse, assignee(CHEN.id())));
        assertRejected(Rejection.INVALID, "title must be one line", () -> tasks.create(nurse, titled("t".repeat(201))));
        assertRejected(
                Rejection.INVALID,
                "assigneeId names nobody",
                () -> tasks.create(
                        nurse,
                        new TaskFormBuilder().title("Call").assigneeId("dr-who").build()));
        assertRejected(
                Rejection.INVALID,
                "patientId names no patient",
                () -> tasks.create(
                        nurse,
                        new TaskFormBuilder()
                                .title("Call")
                                .patientId(foreign.id())
                                .build()));
        assertRejected(
                Rejection.INVALID,
                "must be open or in_progress",
                () -> tasks.create(nurse, status(TaskStatus.COMPLETED)));
        assertRejected(
                Rejection.INVALID,
                "dueDate must lie",
                () -> tasks.create(
                        nurse,
                        new TaskFormBuilder()
                                .title("Call")
                                .dueDate(LocalDate.of(2200, 1, 1))
                                .build()));
        assertThat(events).isEmpty();
        String id = open().id();
        assertRejected(
                Rejection.INVALID,
                "patientId cannot be changed",
                () -> tasks.update(
                        nurse,
                        id,
                        new TaskFormBuilder().title("Call").patientId("pat-1").build()));
    }

    @Test
    void isHiddenFromOtherTenants() {
        String id = open().id();

        assertRejected(Rejection.NOT_FOUND, "task not found", () -> tasks.get(stranger, id));
        assertRejected(
                Rejection.NOT_FOUND, "task not found", () -> tasks.update(stranger, id, status(TaskStatus.COMPLETED)));
        assertThat(tasks.list(stranger, everything(), Optional.empty()).items()).isEmpty();
        assertThat(tasks.list(nurse, everything(), Optional.empty()).items()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PATIENT", "DISPLAY"})
    void isClosedToPatientsAndDisplays(Role role) {
        Caller caller = caller(tenant, role);

        assertRejected(Rejection.FORBIDDEN, "", () -> tasks.list(caller, everything(), Optional.empty()));
        assertRejected(Rejection.FORBIDDEN, "", () -> tasks.get(caller, "x"));
        assertRejected(Rejection.FORBIDDEN, "", () -> tasks.create(caller, titled("Call")));
        assertRejected(Rejection.FORBIDDEN, "", () -> tasks.update(caller, "x", titled("Call")));
    }

    /** Creates a task without an assignee and discards the events. */
    private TaskSnapshot open() {
        TaskSnapshot task = tasks.create(nurse, titled("Order gloves"));
        events.clear();
        return task;
    }

    private static RecordQuery<TaskStatus> everything() {
        return RecordQuery.all(10);
    }

    private static TaskForm titled(String title) {
        return new TaskFormBuilder().title(title).build();
    }

    private static TaskForm assignee(String id) {
        return new TaskFormBuilder().assigneeId(id).build();
    }

    private static TaskForm status(TaskStatus status) {
        return new TaskFormBuilder().status(status).build();
    }
}
