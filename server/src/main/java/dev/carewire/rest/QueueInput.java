package dev.carewire.rest;

import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.queue.QueueForm;

/** Parses the bodies of queue requests. */
final class QueueInput {

    /** An entry's place in a list. A body with it is the item of a list, whose waiting time the server has estimated, too. */
    static final String POSITION = "position";

    static final String ESTIMATED_WAIT = "estimatedWaitTime";

    private static final int MAX_PRIORITY = 100;

    private QueueInput() {}

    /** A new entry. */
    static QueueForm creation(RecordBody<QueueEntrySnapshot> body) {
        JsonFields fields = body.fields();
        if (fields.id("appointmentId", "appointment").isEmpty()) {
            fields.required("patientId", () -> fields.id("patientId", "patient"));
        }
        return change(body);
    }

    /** Changes of an entry. */
    static QueueForm change(RecordBody<QueueEntrySnapshot> body) {
        JsonFields fields = body.fields();
        if (fields.has(POSITION)) {
            fields.ignore(POSITION, ESTIMATED_WAIT);
        }
        return new QueueForm(
                body.id(),
                fields.enumValue(EnumNames.QUEUE_KIND, "queueType"),
                fields.id("patientId", "patient"),
                fields.id("appointmentId", "appointment"),
                fields.id("doctorId", "doctor"),
                fields.id("roomId", "room"),
                fields.enumValue(EnumNames.QUEUE_STATUS, "status"),
                fields.numberWithin(0, MAX_PRIORITY, "priority"),
                fields.flag("checkedIn"),
                fields.clearableLine("checkInMethod"),
                fields.clearableProse("notes"),
                OverlapInput.of(fields),
                body.extra());
    }
}
