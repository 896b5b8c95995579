package dev.carewire.task;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.event.TaskStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which tasks to list; what is empty does not narrow the list.
 *
 * @param before where the page begins; empty for the newest
 * @param limit 1 to {@value Fields#MAX_LIMIT}
 */
public record TaskQuery(
        Optional<String> assigneeId,
        Optional<String> patientId,
        Set<TaskStatus> statuses,
        Optional<TimeCursor> before,
        int limit) {

    /**
     * A query.
     *
     * @throws RejectedException INVALID, naming the field that is out of range
     */
    public TaskQuery {
        assigneeId.ifPresent(id -> Fields.id("assigneeId", id));
        patientId.ifPresent(id -> Fields.id("patientId", id));
        statuses = Set.copyOf(statuses);
        Objects.requireNonNull(before, "before");
        Fields.limit(limit);
    }
}
