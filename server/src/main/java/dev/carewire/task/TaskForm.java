package dev.carewire.task;

import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.event.TaskStatus;
import dev.carewire.record.ExtraChange;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Submitted fields of a task; an absent field stays unchanged. A blank text removes an optional value.
 *
 * @param id the clinic's own id for a new one; the server draws one if empty
 * @param title required for a new one
 * @param priority {@code NORMAL} by default for a new one
 * @param status {@code OPEN} by default; a new one can only be {@code OPEN} or {@code IN_PROGRESS}
 * @param patientId the patient it concerns; fixed from the beginning
 * @param assigneeId the responsible staff member; blank removes the assignment
 * @param dueDate the last day for its completion, between 1900 and 2200
 * @param extra the change of the fields that the server does not know
 */
public record TaskForm(
        Optional<String> id,
        Optional<String> title,
        Optional<String> description,
        Optional<TaskPriority> priority,
        Optional<TaskStatus> status,
        Optional<String> patientId,
        Optional<String> assigneeId,
        Optional<LocalDate> dueDate,
        ExtraChange<TaskSnapshot> extra) {

    /** Shows nothing: users write about patients here. */
    @Override
    public String toString() {
        return "TaskForm[]";
    }
}
