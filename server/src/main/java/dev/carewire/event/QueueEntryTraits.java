package dev.carewire.event;

import java.util.Optional;

/** What clients choose queue entries by, as it was at one moment. */
public record QueueEntryTraits(QueueStatus status, Optional<String> doctorId, Optional<String> roomId) {

    public QueueEntryTraits {
        Facts.given("status", status);
        doctorId = Facts.id("doctorId", doctorId);
        roomId = Facts.id("roomId", roomId);
    }

    /** Those of an entry. */
    public static QueueEntryTraits of(QueueEntrySnapshot entry) {
        return new QueueEntryTraits(
                entry.status(),
                entry.doctor().map(StaffSnapshot::id),
                entry.room().map(RoomSnapshot::id));
    }
}
