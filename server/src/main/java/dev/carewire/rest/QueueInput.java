package dev.carewire.rest;

import dev.carewire.http.JsonFields;
import dev.carewire.queue.QueueForm;

/** Parses the bodies of queue requests. */
final class QueueInput {

    private static final int MAX_PRIORITY = 100;

    private QueueInput() {}

    static QueueForm form(JsonFields body) {
        return new QueueForm(
                body.enumValue(EnumNames.QUEUE_KIND, "queueType"),
                body.id("patientId", "patient"),
                body.id("appointmentId", "appointment"),
                body.id("doctorId", "doctor"),
                body.id("roomId", "room"),
                body.enumValue(EnumNames.QUEUE_STATUS, "status"),
                body.numberWithin(0, MAX_PRIORITY, "priority"),
                body.flag("checkedIn"),
                body.text("checkInMethod"),
                body.text("notes"));
    }
}
