package dev.carewire.task;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
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
import dev.carewire.record.References;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Tasks: writing down, handing over, doing. Everybody who works in the clinic may do all of it. Whoever is given a task by
 * somebody else hears of it. Any thread; every method blocks, never on an event loop. Refusals are
 * {@link RejectedException}s; a refused command changed nothing and nobody is told of it.
 */
public final class Tasks {

    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);

    private final TaskRepository tasks;
    private final References references;
    private final TaskAssignmentListener assignmentListener;
    private final Transactions transactions;
    private final TaskEmit emit;
    private final Clock clock;

    /** Tasks as kept in {@code tasks}; {@code clock} ticks in milliseconds. */
    public Tasks(
            TaskRepository tasks,
            References references,
            TaskAssignmentListener assignments,
            Transactions transactions,
            Emit emit,
            Clock clock) {
        this.tasks = tasks;
        this.references = references;
        this.assignmentListener = assignments;
        this.transactions = transactions;
        this.emit = new TaskEmit(emit);
        this.clock = clock;
    }

    /** A page of the list, newest first. */
    public Page<TaskSnapshot> list(Caller caller, TaskQuery query) {
        caller.requireRecordAccess();
        return Page.of(
                tasks.list(caller.tenant(), query, query.limit() + 1),
                query.limit(),
                last -> new TimeCursor(last.createdAt(), last.id()).text());
    }

    /**
     * One task.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none of that id
     */
    public TaskSnapshot get(Caller caller, String id) {
        caller.requireRecordAccess();
        return (Fields.isId(id) ? tasks.find(caller.tenant(), id) : Optional.<TaskSnapshot>empty())
                .orElseThrow(Tasks::notFound);
    }

    /** Writes down a task. */
    public TaskSnapshot create(Caller caller, TaskForm form) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            TaskStatus status = form.status().orElse(TaskStatus.OPEN);
            if (status.isFinal()) {
                throw RejectedException.invalid("status of a new task must be open or in_progress");
            }
            Instant now = clock.instant();
            TaskSnapshot task = new TaskSnapshot(
                    UUID.randomUUID().toString(),
                    Fields.line("title", Fields.required("title", form.title())),
                    Fields.changedProse("description", form.description(), Optional.empty()),
                    form.priority().orElse(TaskPriority.NORMAL),
                    status,
                    form.patientId().map(id -> references.lockPatient(tenant, id)),
                    assignee(tenant, form, Optional.empty()),
                    caller.userId(),
                    form.dueDate().map(Tasks::dueDate),
                    Optional.empty(),
                    now,
                    now);
            tasks.insert(tenant, task);
            emit.emitTaskCreated(tenant, task);
            notifyAssignee(caller, Optional.empty(), task);
            return task;
        });
    }

    /**
     * Changes what the form gives.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none of that id; CONFLICT if the task is completed or
     *     cancelled
     */
    public TaskSnapshot update(Caller caller, String id, TaskForm form) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            TaskSnapshot before = (Fields.isId(id) ? tasks.lock(tenant, id) : Optional.<TaskSnapshot>empty())
                    .orElseThrow(Tasks::notFound);
            if (before.status().isFinal()) {
                throw RejectedException.conflict("task is over; it cannot be changed");
            }
            TaskSnapshot after = revised(tenant, before, form);
            tasks.update(tenant, after);
            emit.emitTaskUpdated(tenant, after);
            notifyAssignee(caller, before.assignee(), after);
            return after;
        });
    }

    private TaskSnapshot revised(TenantId tenant, TaskSnapshot before, TaskForm form) {
        Fields.unchanged("patientId", form.patientId(), before.patient().map(PatientSnapshot::id));
        TaskStatus status = form.status().orElse(before.status());
        Instant now = clock.instant();
        return new TaskSnapshot(
                before.id(),
                form.title().map(title -> Fields.line("title", title)).orElse(before.title()),
                Fields.changedProse("description", form.description(), before.description()),
                form.priority().orElse(before.priority()),
                status,
                before.patient(),
                assignee(tenant, form, before.assignee()),
                before.createdBy(),
                form.dueDate().map(Tasks::dueDate).or(before::dueDate),
                status == TaskStatus.COMPLETED ? Optional.of(now) : before.completedAt(),
                before.createdAt(),
                now);
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
        return form.assigneeId().filter(id -> !id.isBlank()).map(id -> references.staff(tenant, "assigneeId", id));
    }

    private static LocalDate dueDate(LocalDate day) {
        if (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)) {
            throw RejectedException.invalid("dueDate must lie between 1900 and 2200");
        }
        return day;
    }

    private static RejectedException notFound() {
        return RejectedException.notFound("task");
    }
}
