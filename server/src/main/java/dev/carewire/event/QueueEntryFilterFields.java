package dev.carewire.event;

import java.util.Optional;

/** The fields by which clients filter queue entries, as of one moment. */
public record QueueEntryFilterFields(QueueStatus status, Optional<String> doctorId, Optional<String> roomId) {

    public QueueEntryFilterFields {
        PayloadChecks.required("status", status);
        doctorId = PayloadChecks.id("doctorId", doctorId);
        roomId = PayloadChecks.id("roomId", roomId);
    }

    /** The fields of an entry. */
    public static QueueEntryFilterFields of(QueueEntrySnapshot entry) {
        return new QueueEntryFilterFields(
                entry.status(),
                entry.doctor().map(StaffSnapshot::id),
                entry.room().map(RoomSnapshot::id));
    }
}
