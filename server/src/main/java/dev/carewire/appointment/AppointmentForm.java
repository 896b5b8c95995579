package dev.carewire.appointment;

import dev.carewire.clinic.Overlap;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.record.ExtraChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Submitted fields of an appointment; an absent field stays unchanged. A blank text removes an optional value.
 *
 * @param id the clinic's own id for a new one; the server draws one if empty
 * @param patientId required for a new appointment, then fixed
 * @param doctorId required for a new appointment
 * @param roomId the consulting room that is booked for it
 * @param start required for a new appointment
 * @param end required for a new appointment; after {@code start}, at most a day later
 * @param status {@code SCHEDULED} by default; a new appointment can only be {@code PENDING}, {@code SCHEDULED} or
 *     {@code CONFIRMED}
 * @param typeId {@code general} by default for a new appointment
 * @param overlap whether the request allows an overlap that the clinic refuses
 * @param extra the change of the fields that the server does not know
 */
public record AppointmentForm(
        Optional<String> id,
        Optional<String> patientId,
        Optional<String> doctorId,
        Optional<String> locationId,
        Optional<String> locationName,
        Optional<String> roomId,
        Optional<Instant> start,
        Optional<Instant> end,
        Optional<AppointmentStatus> status,
        Optional<String> typeId,
        Optional<String> typeName,
        Optional<Boolean> walkIn,
        Optional<String> reason,
        Optional<String> notes,
        Overlap overlap,
        ExtraChange<AppointmentSnapshot> extra) {

    /** Longest time from start to end. */
    public static final Duration MAX_DURATION = Duration.ofDays(1);

    /** This form with another doctor, time and status. */
    public AppointmentForm with(
            Optional<String> doctorId,
            Optional<Instant> start,
            Optional<Instant> end,
            Optional<AppointmentStatus> status) {
        return new AppointmentForm(
                id,
                patientId,
                doctorId,
                locationId,
                locationName,
                roomId,
                start,
                end,
                status,
                typeId,
                typeName,
                walkIn,
                reason,
                notes,
                overlap,
                extra);
    }

    /** Shows nothing: much of it is clinical. */
    @Override
    public String toString() {
        return "AppointmentForm[]";
    }
}
