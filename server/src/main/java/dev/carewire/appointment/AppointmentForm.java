package dev.carewire.appointment;

import dev.carewire.event.AppointmentStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody filled in about an appointment; what is empty was not given and stays as it is. A blank text removes an
 * optional value.
 *
 * @param patientId required for a new appointment, then fixed
 * @param doctorId required for a new appointment
 * @param start required for a new appointment
 * @param end required for a new appointment; after {@code start}, at most a day later
 * @param status {@code SCHEDULED} for a new appointment when not given; a new one can only be {@code PENDING},
 *     {@code SCHEDULED} or {@code CONFIRMED}
 * @param typeId {@code general} for a new appointment when not given
 */
public record AppointmentForm(
        Optional<String> patientId,
        Optional<String> doctorId,
        Optional<String> locationId,
        Optional<String> locationName,
        Optional<Instant> start,
        Optional<Instant> end,
        Optional<AppointmentStatus> status,
        Optional<String> typeId,
        Optional<String> typeName,
        Optional<Boolean> walkIn,
        Optional<String> reason,
        Optional<String> notes) {

    /** Nothing: much of it is clinical. */
    @Override
    public String toString() {
        return "AppointmentForm[]";
    }
}
