package dev.carewire.rest;

import dev.carewire.appointment.AppointmentForm;
import dev.carewire.command.RejectedException;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.http.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Parses the bodies of appointment requests. One client family gives the start as an instant, another as a day and a
 * time at the clinic. The latter also sends complete documents: a field that differs from the record is a change.
 */
final class AppointmentInput {

    /** Duration of an appointment whose duration is not given. */
    private static final Duration DEFAULT_DURATION = Duration.ofMinutes(30);

    private static final int MAX_MINUTES = 24 * 60;

    private final ZoneId zone;

    /** Interprets days and times in this zone. */
    AppointmentInput(ZoneId zone) {
        this.zone = zone;
    }

    /** A new appointment. */
    AppointmentForm creation(RecordBody<AppointmentSnapshot> request) {
        JsonFields body = request.fields();
        Instant start = body.instant("scheduledStart")
                .or(() -> dayAndTime(body))
                .or(() -> body.instant("scheduledAt"))
                .orElseThrow(() -> RejectedException.invalid(
                        "appointmentDate: missing (expected: appointmentDate and appointmentTime, or scheduledStart)"));
        Instant end = body.instant("scheduledEnd")
                .orElseGet(() -> start.plus(duration(body).orElse(DEFAULT_DURATION)));
        return form(
                request,
                body.doctorId(),
                Optional.of(start),
                Optional.of(end),
                body.enumValue(EnumNames.APPOINTMENT_STATUS, "status"));
    }

    /** Changes of {@code current}. A day or a time alone changes only that part of the start; the duration stays. */
    AppointmentForm change(RecordBody<AppointmentSnapshot> request, AppointmentSnapshot current) {
        JsonFields body = request.fields();
        Optional<Instant> start = body.instant("scheduledStart")
                .or(() -> changedDayOrTime(body, current))
                .or(() -> body.instant("scheduledAt"));
        Optional<Duration> length = duration(body);
        Optional<Instant> end = body.instant("scheduledEnd");
        if (end.isEmpty() && (start.isPresent() || length.isPresent())) {
            end = Optional.of(start.orElse(current.start())
                    .plus(length.orElse(Duration.between(current.start(), current.end()))));
        }
        return form(
                request,
                body.changedDoctorId(current.doctor().id()),
                start,
                end,
                body.changedEnumValue(EnumNames.APPOINTMENT_STATUS, current.status(), "status"));
    }

    private Optional<Instant> dayAndTime(JsonFields body) {
        return day(body)
                .flatMap(day ->
                        time(body).map(time -> day.atTime(time).atZone(zone).toInstant()));
    }

    private Optional<Instant> changedDayOrTime(JsonFields body, AppointmentSnapshot current) {
        ZonedDateTime before = current.start().atZone(zone).truncatedTo(ChronoUnit.MINUTES);
        ZonedDateTime after = day(body)
                .orElse(before.toLocalDate())
                .atTime(time(body).orElse(before.toLocalTime()))
                .atZone(zone);
        return after.equals(before) ? Optional.empty() : Optional.of(after.toInstant());
    }

    private static Optional<LocalDate> day(JsonFields body) {
        return body.day("appointmentDate", "date");
    }

    private static Optional<LocalTime> time(JsonFields body) {
        return body.timeOfDay("appointmentTime");
    }

    private static Optional<Duration> duration(JsonFields body) {
        return body.numberWithin(1, MAX_MINUTES, "duration").map(Duration::ofMinutes);
    }

    private static AppointmentForm form(
            RecordBody<AppointmentSnapshot> request,
            Optional<String> doctorId,
            Optional<Instant> start,
            Optional<Instant> end,
            Optional<AppointmentStatus> status) {
        JsonFields body = request.fields();
        return new AppointmentForm(
                request.id(),
                body.id("patientId", "patient"),
                doctorId,
                body.id("locationId"),
                body.text("locationName"),
                start,
                end,
                status,
                body.id("appointmentTypeId"),
                body.text("appointmentTypeName"),
                body.flag("isWalkIn"),
                body.text("reason"),
                body.text("notes"),
                request.extra());
    }
}
