package dev.carewire.rest;

import dev.carewire.appointment.AppointmentForm;
import dev.carewire.appointment.CheckInForm;
import dev.carewire.command.Checked;
import dev.carewire.command.Fault;
import dev.carewire.command.FieldChecks;
import dev.carewire.command.RejectedException;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.LocalTimeResolver;
import dev.carewire.http.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Parses the bodies of appointment requests. One client family gives the start as an instant, another as a day and a
 * time at the clinic.
 */
final class AppointmentInput {

    /** Duration of an appointment whose duration is not given. */
    private static final Duration DEFAULT_DURATION = Duration.ofMinutes(30);

    private static final int MAX_MINUTES = 24 * 60;

    private AppointmentInput() {}

    /** A check-in. */
    static CheckInForm checkIn(JsonFields body) {
        return new CheckInForm(body.clearableLine("method"), OverlapInput.of(body));
    }

    /** A new appointment. */
    static Supplier<AppointmentForm> creation(RecordBody<AppointmentSnapshot> request) {
        JsonFields body = request.fields();
        body.required("patientId", () -> body.id("patientId", "patient"));
        Checked<String> doctorId = body.required("doctorId", body::doctorId);
        Checked<Instant> start = body.required(
                "appointmentDate",
                "appointmentDate and appointmentTime, or scheduledStart",
                () -> body.instant("scheduledStart").or(() -> dayAndTime(body)).or(() -> body.instant("scheduledAt")));
        Optional<Instant> end = body.instant("scheduledEnd");
        Duration duration = duration(body).orElse(DEFAULT_DURATION);
        AppointmentForm form = form(request, body.enumValue(EnumNames.APPOINTMENT_STATUS, "status"));
        return () -> form.with(
                Optional.of(doctorId.value()),
                Optional.of(start.value()),
                Optional.of(end.orElseGet(() -> start.value().plus(duration))),
                form.status());
    }

    /**
     * Changes of an appointment; depend on its current state. A day or a time alone changes only that part of the
     * start; the duration stays.
     */
    static Function<AppointmentSnapshot, AppointmentForm> change(RecordBody<AppointmentSnapshot> request) {
        JsonFields body = request.fields();
        Optional<Instant> instant = body.instant("scheduledStart", "scheduledAt");
        Optional<LocalDate> day = day(body);
        Optional<LocalTime> time = time(body);
        Optional<Duration> length = duration(body);
        Optional<Instant> end = body.instant("scheduledEnd");
        boolean fixedEnd = instant.isPresent() && length.isEmpty() && body.has("scheduledEnd");
        Optional<String> doctorId = body.doctorId();
        ZoneId zone = body.zone();
        JsonFields.EnumChange<AppointmentStatus> status = body.enumChange(EnumNames.APPOINTMENT_STATUS, "status");
        AppointmentForm form = form(request, Optional.empty());
        return current -> {
            instant.ifPresent(start -> requireSameStart(start.atZone(zone), day, time));
            Optional<Instant> start = instant.or(() -> movedStart(current, day, time, zone));
            Optional<Instant> sameEnd = Optional.of(current.end()).filter(same -> fixedEnd);
            Optional<Instant> movedEnd = movedEnd(current, start, length);
            if (end.isPresent() && length.isPresent()) {
                requireSameLength(start.orElse(current.start()), end.get(), length.get());
            }
            return form.with(
                    doctorId, start, end.or(() -> sameEnd).or(() -> movedEnd), status.replacing(current.status()));
        };
    }

    private static Optional<Instant> movedEnd(
            AppointmentSnapshot current, Optional<Instant> start, Optional<Duration> length) {
        if (start.isEmpty() && length.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                start.orElse(current.start()).plus(length.orElse(Duration.between(current.start(), current.end()))));
    }

    /** Keeps the offset of a time of day that occurs twice on that day. */
    private static Optional<Instant> movedStart(
            AppointmentSnapshot current, Optional<LocalDate> day, Optional<LocalTime> time, ZoneId zone) {
        if (day.isEmpty() && time.isEmpty()) {
            return Optional.empty();
        }
        ZonedDateTime before = current.start().atZone(zone);
        LocalDateTime after = day.orElse(before.toLocalDate()).atTime(time.orElse(before.toLocalTime()));
        return Optional.of(LocalTimeResolver.instant(after, zone, before.getOffset()));
    }

    private static void requireSameStart(ZonedDateTime start, Optional<LocalDate> day, Optional<LocalTime> time) {
        FieldChecks checks = new FieldChecks();
        if (day.filter(other -> !other.equals(start.toLocalDate())).isPresent()) {
            checks.report(Fault.contradiction("appointmentDate", "scheduledStart"));
        }
        if (time.filter(other -> !other.equals(start.toLocalTime().truncatedTo(ChronoUnit.MINUTES)))
                .isPresent()) {
            checks.report(Fault.contradiction("appointmentTime", "scheduledStart"));
        }
        checks.requireValid();
    }

    private static void requireSameLength(Instant start, Instant end, Duration length) {
        if (Duration.between(start, end).toMinutes() != length.toMinutes()) {
            throw RejectedException.invalid(Fault.contradiction("duration", "scheduledEnd"));
        }
    }

    private static Optional<Instant> dayAndTime(JsonFields body) {
        return day(body)
                .flatMap(day ->
                        time(body).map(time -> LocalTimeResolver.earliestInstant(day.atTime(time), body.zone())));
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

    private static AppointmentForm form(RecordBody<AppointmentSnapshot> request, Optional<AppointmentStatus> status) {
        JsonFields body = request.fields();
        return new AppointmentForm(
                request.id(),
                body.id("patientId", "patient"),
                Optional.empty(),
                body.id("locationId"),
                body.clearableLine("locationName"),
                body.id("roomId"),
                Optional.empty(),
                Optional.empty(),
                status,
                body.id("appointmentTypeId"),
                body.clearableLine("appointmentTypeName"),
                body.flag("isWalkIn"),
                body.clearableProse("reason"),
                body.clearableProse("notes"),
                OverlapInput.of(body),
                request.extra());
    }
}
