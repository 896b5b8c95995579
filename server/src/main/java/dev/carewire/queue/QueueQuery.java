package dev.carewire.queue;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.QueueStatus;
import java.util.Optional;
import java.util.Set;

/**
 * Which queue entries to list; what is empty does not narrow the list.
 *
 * @param limit 1 to {@value Fields#MAX_LIMIT}
 */
public record QueueQuery(Set<QueueStatus> statuses, Optional<String> doctorId, Optional<String> roomId, int limit) {

    /**
     * A query.
     *
     * @throws RejectedException INVALID, naming the field that is out of range
     */
    public QueueQuery {
        statuses = Set.copyOf(statuses);
        doctorId.ifPresent(id -> Fields.id("doctorId", id));
        roomId.ifPresent(id -> Fields.id("roomId", id));
        Fields.limit(limit);
    }
}
