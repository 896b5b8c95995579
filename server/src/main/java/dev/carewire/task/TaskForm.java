package dev.carewire.task;

import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskStatus;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What somebody filled in about a task; what is empty was not given and stays as it is. A blank text removes an optional
 * value.
 *
 * @param title required for a new one
 * @param priority {@code NORMAL} for a new one when not given
 * @param status {@code OPEN} for a new one when not given; a new one can only be {@code OPEN} or {@code IN_PROGRESS}
 * @param patientId whom it concerns, fixed from the beginning
 * @param assigneeId who has to do it; a blank one makes it nobody's
 * @param dueDate the day by which it is to be done, between 1900 and 2200
 */
public record TaskForm(
        Optional<String> title,
        Optional<String> description,
        Optional<TaskPriority> priority,
        Optional<TaskStatus> status,
        Optional<String> patientId,
        Optional<String> assigneeId,
        Optional<LocalDate> dueDate) {

    /** Nothing: people write about patients here. */
    @Override
    public String toString() {
        return "TaskForm[]";
    }
}
