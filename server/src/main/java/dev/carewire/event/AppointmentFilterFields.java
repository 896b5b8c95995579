package dev.carewire.event;

import java.time.Instant;

/** What clients choose appointments by, as it was at one moment. */
public record AppointmentFilterFields(AppointmentStatus status, String doctorId, Instant start) {

    public AppointmentFilterFields {
        PayloadChecks.given("status", status);
        doctorId = PayloadChecks.id("doctorId", doctorId);
        start = PayloadChecks.moment("start", start);
    }

    /** Those of an appointment. */
    public static AppointmentFilterFields of(AppointmentSnapshot appointment) {
        return new AppointmentFilterFields(
                appointment.status(), appointment.doctor().id(), appointment.start());
    }
}
