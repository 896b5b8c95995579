package dev.carewire.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Something that somebody has to do, as of one moment.
 *
 * @param patient whom it concerns
 * @param assignee who has to do it
 * @param createdBy the user id of who wrote it down
 * @param dueDate the day by which it is to be done
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
        Instant updatedAt) {

    public TaskSnapshot {
        id = Facts.id("id", id);
        title = Facts.line("title", title);
        description = Facts.prose("description", description);
        Facts.given("priority", priority);
        Facts.given("status", status);
        Facts.given("patient", patient);
        Facts.given("assignee", assignee);
        createdBy = Facts.id("createdBy", createdBy);
        dueDate = Facts.day("dueDate", dueDate);
        completedAt = Facts.moment("completedAt", completedAt);
        createdAt = Facts.moment("createdAt", createdAt);
        updatedAt = Facts.moment("updatedAt", updatedAt);
    }

    /** Id and state: people write about patients here. */
    @Override
    public String toString() {
        return "TaskSnapshot[" + id + ", " + status + "]";
    }
}
