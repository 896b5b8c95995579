package dev.carewire.event;

import java.time.Instant;

/** The fields by which clients filter appointments, as of one moment. */
public record AppointmentFilterFields(AppointmentStatus status, String doctorId, Instant start) {

    public AppointmentFilterFields {
        PayloadChecks.required("status", status);
        doctorId = PayloadChecks.id("doctorId", doctorId);
        start = PayloadChecks.moment("start", start);
    }

    /** The fields of an appointment. */
    public static AppointmentFilterFields of(AppointmentSnapshot appointment) {
        return new AppointmentFilterFields(
                appointment.status(), appointment.doctor().id(), appointment.start());
    }
}
