package dev.carewire.event;

import java.time.Instant;

/** What clients choose appointments by, as it was at one moment. */
public record AppointmentTraits(AppointmentStatus status, String doctorId, Instant start) {

    public AppointmentTraits {
        Facts.given("status", status);
        doctorId = Facts.id("doctorId", doctorId);
        start = Facts.moment("start", start);
    }

    /** Those of an appointment. */
    public static AppointmentTraits of(AppointmentSnapshot appointment) {
        return new AppointmentTraits(appointment.status(), appointment.doctor().id(), appointment.start());
    }
}
