package dev.carewire.event;

import java.util.Optional;

/** What clients choose queue entries by, as it was at one moment. */
public record QueueEntryFilterFields(QueueStatus status, Optional<String> doctorId, Optional<String> roomId) {

    public QueueEntryFilterFields {
        PayloadChecks.given("status", status);
        doctorId = PayloadChecks.id("doctorId", doctorId);
        roomId = PayloadChecks.id("roomId", roomId);
    }

    /** Those of an entry. */
    public static QueueEntryFilterFields of(QueueEntrySnapshot entry) {
        return new QueueEntryFilterFields(
                entry.status(),
                entry.doctor().map(StaffSnapshot::id),
                entry.room().map(RoomSnapshot::id));
    }
}
