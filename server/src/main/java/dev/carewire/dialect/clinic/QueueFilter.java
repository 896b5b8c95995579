package dev.carewire.dialect.clinic;

import dev.carewire.dialect.Argument;
import dev.carewire.event.QueueEntryFilterFields;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueEvents.QueueUpdated;
import dev.carewire.event.QueueStatus;
import java.util.Optional;
import java.util.Set;

/**
 * The queue entries that a page shows.
 *
 * @param statuses in one of these; empty for all
 * @param doctorId for this doctor; empty for all, including those without a doctor
 * @param roomId for this room; empty for all, including those without a room
 */
record QueueFilter(Optional<Set<QueueStatus>> statuses, Optional<String> doctorId, Optional<String> roomId) {

    /** Every entry. */
    static final QueueFilter NONE = new QueueFilter(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * The filter that the page requested.
     *
     * @throws dev.carewire.command.RejectedException INVALID for a field of another type
     */
    static QueueFilter of(Argument argument) {
        return new QueueFilter(
                FilterParser.statuses(argument, ClinicWireNames::queueStatuses),
                FilterParser.id(argument, "doctorId"),
                FilterParser.id(argument, "roomId"));
    }

    /** Whether the page shows the entry, or has to remove it. */
    boolean isAffectedBy(QueueUpdated updated) {
        return matches(updated.entry())
                || updated.before().isEmpty()
                || matchedBefore(updated.before().get());
    }

    private boolean matches(QueueEntrySnapshot entry) {
        return (statuses.isEmpty() || statuses.get().contains(entry.status()))
                && (doctorId.isEmpty() || isFor(doctorId.get(), entry))
                && (roomId.isEmpty() || isIn(roomId.get(), entry));
    }

    private static boolean isFor(String doctor, QueueEntrySnapshot entry) {
        return entry.doctor().isPresent() && entry.doctor().get().id().equals(doctor);
    }

    private static boolean isIn(String room, QueueEntrySnapshot entry) {
        return entry.room().isPresent() && entry.room().get().id().equals(room);
    }

    private boolean matchedBefore(QueueEntryFilterFields before) {
        return (statuses.isEmpty() || statuses.get().contains(before.status()))
                && (doctorId.isEmpty() || before.doctorId().equals(doctorId))
                && (roomId.isEmpty() || before.roomId().equals(roomId));
    }
}
