package dev.carewire.rest;

import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.queue.QueueForm;

/** Parses the bodies of queue requests. */
final class QueueInput {

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
                body.extra());
    }
}
