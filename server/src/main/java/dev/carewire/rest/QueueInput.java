package dev.carewire.rest;

import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.queue.QueueForm;

/** Parses the bodies of queue requests. */
final class QueueInput {

    private static final int MAX_PRIORITY = 100;

    private QueueInput() {}

    static QueueForm form(RecordBody<QueueEntrySnapshot> body) {
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
                fields.text("checkInMethod"),
                fields.text("notes"),
                body.extra());
    }
}
