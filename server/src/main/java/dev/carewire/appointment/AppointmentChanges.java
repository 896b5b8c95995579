package dev.carewire.appointment;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.record.RecordIds;
import dev.carewire.text.ExtraFields;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Applies forms and status changes to appointments and validates each field. */
final class AppointmentChanges {

    private static final String DEFAULT_TYPE = "general";
    private static final Set<AppointmentStatus> INITIAL_STATUSES =
            EnumSet.of(AppointmentStatus.PENDING, AppointmentStatus.SCHEDULED, AppointmentStatus.CONFIRMED);

    private AppointmentChanges() {}

    /** A new appointment. */
    static AppointmentSnapshot draft(
            String code,
            PatientSnapshot patient,
            StaffSnapshot doctor,
            Optional<RoomSnapshot> room,
            AppointmentForm form,
            Instant now) {
        AppointmentStatus status = form.status().orElse(AppointmentStatus.SCHEDULED);
        if (!INITIAL_STATUSES.contains(status)) {
            throw RejectedException.invalid("status of a new appointment must be pending, scheduled or confirmed");
        }
        AppointmentSnapshot blank = new AppointmentSnapshot(
                RecordIds.ofNew(form.id()),
                code,
                patient,
                doctor,
                Optional.empty(),
                Optional.empty(),
                room,
                Fields.required("start", form.start()),
                Fields.required("end", form.end()),
                status,
                DEFAULT_TYPE,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now,
                now,
                ExtraFields.NONE);
        return revised(blank, doctor, room, form, now);
    }

    /** The appointment with the form's fields. */
    static AppointmentSnapshot revised(
            AppointmentSnapshot before,
            StaffSnapshot doctor,
            Optional<RoomSnapshot> room,
            AppointmentForm form,
            Instant now) {
        Fields.unchanged(
                "patientId", form.patientId(), Optional.of(before.patient().id()));
        AppointmentStatus status = form.status().orElse(before.status());
        if (!before.status().mayBecome(status)) {
            throw RejectedException.conflict(
                    before.status() == AppointmentStatus.NO_SHOW
                            ? "appointment is over; it can only be scheduled again or begin late"
                            : "appointment is over; its status cannot be changed");
        }
        Instant start = form.start().map(at -> Fields.moment("start", at)).orElse(before.start());
        Instant end = form.end().map(at -> Fields.moment("end", at)).orElse(before.end());
        if (!end.isAfter(start) || Duration.between(start, end).compareTo(AppointmentForm.MAX_DURATION) > 0) {
            throw RejectedException.invalid("end must be after start, by a day at most");
        }
        AppointmentSnapshot revised = new AppointmentSnapshot(
                before.id(),
                before.code(),
                before.patient(),
                doctor,
                optionalId("locationId", form.locationId(), before.locationId()),
                Fields.changedLine("locationName", form.locationName(), before.locationName()),
                room,
                start,
                end,
                status,
                form.typeId().map(id -> Fields.id("typeId", id)).orElse(before.typeId()),
                Fields.changedLine("typeName", form.typeName(), before.typeName()),
                form.walkIn().orElse(before.walkIn()),
                before.queueNumber(),
                Fields.changedProse("reason", form.reason(), before.reason()),
                Fields.changedProse("notes", form.notes(), before.notes()),
                before.createdAt(),
                now,
                before.extra());
        return form.extra().applyTo(revised);
    }

    /** The appointment with another status, and the ticket if there is one. */
    static AppointmentSnapshot withStatus(
            AppointmentSnapshot before, AppointmentStatus status, Optional<String> ticket, Instant now) {
        return new AppointmentSnapshot(
                before.id(),
                before.code(),
                before.patient(),
                before.doctor(),
                before.locationId(),
                before.locationName(),
                before.room(),
                before.start(),
                before.end(),
                status,
                before.typeId(),
                before.typeName(),
                before.walkIn(),
                ticket.or(before::queueNumber),
                before.reason(),
                before.notes(),
                before.createdAt(),
                now,
                before.extra());
    }

    private static Optional<String> optionalId(String field, Optional<String> given, Optional<String> current) {
        return given.isEmpty() ? current : given.filter(id -> !id.isBlank()).map(id -> Fields.id(field, id));
    }
}
