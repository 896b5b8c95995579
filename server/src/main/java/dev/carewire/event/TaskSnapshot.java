package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A task as of one moment.
 *
 * @param patient the patient it concerns
 * @param assignee the staff member responsible for it
 * @param createdBy the creator's user id
 * @param dueDate the last day for its completion
 * @param extra the clinic's further fields
 */
public record TaskSnapshot(
        String id,
        String title,
        Optional<String> description,
        TaskPriority priority,
        TaskStatus status,
        Optional<PatientSnapshot> patient,
        Optional<StaffSnapshot> assignee,
        String createdBy,
        Optional<LocalDate> dueDate,
        Optional<Instant> completedAt,
        Instant createdAt,
        Instant updatedAt,
        ExtraFields extra)
        implements Extensible<TaskSnapshot> {

    public TaskSnapshot {
        id = PayloadChecks.id("id", id);
        title = PayloadChecks.line("title", title);
        description = PayloadChecks.prose("description", description);
        PayloadChecks.required("priority", priority);
        PayloadChecks.required("status", status);
        PayloadChecks.required("patient", patient);
        PayloadChecks.required("assignee", assignee);
        createdBy = PayloadChecks.id("createdBy", createdBy);
        dueDate = PayloadChecks.day("dueDate", dueDate);
        completedAt = PayloadChecks.moment("completedAt", completedAt);
        createdAt = PayloadChecks.moment("createdAt", createdAt);
        updatedAt = PayloadChecks.moment("updatedAt", updatedAt);
        PayloadChecks.required("extra", extra);
    }

    @Override
    public TaskSnapshot withExtra(ExtraFields fields) {
        return new TaskSnapshot(
                id,
                title,
                description,
                priority,
                status,
                patient,
                assignee,
                createdBy,
                dueDate,
                completedAt,
                createdAt,
                updatedAt,
                fields);
    }

    /** Shows id and state only: users write about patients here. */
    @Override
    public String toString() {
        return "TaskSnapshot[" + id + ", " + status + "]";
    }
}
