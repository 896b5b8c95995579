package dev.carewire.task;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Checked;
import dev.carewire.command.FieldChecks;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.emit.Emit;
import dev.carewire.emit.TaskEmit;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.event.TaskStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.CareRecords;
import dev.carewire.record.RecordIds;
import dev.carewire.record.RecordRepository;
import dev.carewire.record.References;
import dev.carewire.text.ExtraFields;
import dev.carewire.text.Moments;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Tasks of a clinic. All staff may create and change them. The listener is called for each task that is assigned to a
 * user other than the caller.
 */
public final class Tasks extends CareRecords<TaskSnapshot, TaskForm, TaskStatus> {

    private final References references;
    private final TaskAssignmentListener assignmentListener;
    private final TaskEmit emit;
    private final Clock clock;

    /** Tasks in {@code tasks}; {@code clock} ticks in milliseconds. */
    public Tasks(
            RecordRepository<TaskSnapshot, TaskStatus> tasks,
            References references,
            TaskAssignmentListener assignments,
            Transactions transactions,
            Emit emit,
            Clock clock) {
        super("task", tasks, task -> new TimeCursor(task.createdAt(), task.id()), transactions);
        this.references = references;
        this.assignmentListener = assignments;
        this.emit = new TaskEmit(emit);
        this.clock = clock;
    }

    @Override
    protected void requireMayWrite(Caller caller) {
        caller.requireRecordAccess();
    }

    @Override
    protected TaskSnapshot draft(Caller caller, TaskForm form) {
        TenantId tenant = caller.tenant();
        TaskStatus status = form.status().orElse(TaskStatus.OPEN);
        if (status.isFinal()) {
            throw RejectedException.invalid("status of a new task must be open or in_progress");
        }
        FieldChecks checks = new FieldChecks();
        Checked<String> title =
                checks.check("title", () -> Fields.line("title", Fields.required("title", form.title())));
        Checked<Optional<String>> description = checks.check(
                "description", () -> Fields.changedProse("description", form.description(), Optional.empty()));
        Checked<Optional<PatientSnapshot>> patient =
                checks.check("patientId", () -> form.patientId().map(id -> references.lockPatient(tenant, id)));
        Checked<Optional<StaffSnapshot>> assignee =
                checks.check("assigneeId", () -> assignee(tenant, form, Optional.empty()));
        Checked<Optional<LocalDate>> dueDate =
                checks.check("dueDate", () -> form.dueDate().map(Tasks::dueDate));
        checks.requireValid();
        Instant now = clock.instant();
        return form.extra()
                .applyTo(new TaskSnapshot(
                        RecordIds.ofNew(form.id()),
                        title.value(),
                        description.value(),
                        form.priority().orElse(TaskPriority.NORMAL),
                        status,
                        patient.value(),
                        assignee.value(),
                        caller.userId(),
                        dueDate.value(),
                        Optional.empty(),
                        now,
                        now,
                        ExtraFields.NONE));
    }

    @Override
    protected void onCreated(Caller caller, TaskSnapshot created) {
        emit.emitTaskCreated(caller.tenant(), created);
        notifyAssignee(caller, Optional.empty(), created);
    }

    @Override
    protected void onUpdated(Caller caller, TaskSnapshot before, TaskSnapshot after) {
        emit.emitTaskUpdated(caller.tenant(), after);
        notifyAssignee(caller, before.assignee(), after);
    }

    @Override
    protected TaskSnapshot revise(Caller caller, TaskSnapshot before, TaskForm form) {
        if (before.status().isFinal()) {
            throw RejectedException.conflict("task is over; it cannot be changed");
        }
        Fields.unchanged("patientId", form.patientId(), before.patient().map(PatientSnapshot::id));
        TaskStatus status = form.status().orElse(before.status());
        Instant now = clock.instant();
        return form.extra()
                .applyTo(new TaskSnapshot(
                        before.id(),
                        form.title().map(title -> Fields.line("title", title)).orElse(before.title()),
                        Fields.changedProse("description", form.description(), before.description()),
                        form.priority().orElse(before.priority()),
                        status,
                        before.patient(),
                        assignee(caller.tenant(), form, before.assignee()),
                        before.createdBy(),
                        form.dueDate().map(Tasks::dueDate).or(before::dueDate),
                        status == TaskStatus.COMPLETED ? Optional.of(now) : before.completedAt(),
                        before.createdAt(),
                        now,
                        before.extra()));
    }

    private void notifyAssignee(Caller caller, Optional<StaffSnapshot> before, TaskSnapshot task) {
        Optional<String> now = task.assignee().map(StaffSnapshot::id);
        boolean handedOver = !now.equals(before.map(StaffSnapshot::id));
        if (handedOver && now.filter(id -> !id.equals(caller.userId())).isPresent()) {
            assignmentListener.onAssigned(caller.tenant(), task);
        }
    }

    private Optional<StaffSnapshot> assignee(TenantId tenant, TaskForm form, Optional<StaffSnapshot> current) {
        if (form.assigneeId().isEmpty()) {
            return current;
        }
        return form.assigneeId().filter(id -> !id.isBlank()).map(id -> references.assignee(tenant, id));
    }

    private static LocalDate dueDate(LocalDate day) {
        if (!Moments.isValid(day)) {
            throw RejectedException.invalid("dueDate must lie between 1900 and 2200");
        }
        return day;
    }
}
