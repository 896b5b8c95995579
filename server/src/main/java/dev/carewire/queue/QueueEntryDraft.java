package dev.carewire.queue;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.record.ExtraChange;
import dev.carewire.record.Referenced;
import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.Optional;

/** A queue entry under change, which keeps each status consistent with its times. One thread. */
final class QueueEntryDraft {

    private final QueueEntrySnapshot before;
    private final Instant now;

    private String number;
    private Instant queuedAt;
    private Optional<StaffSnapshot> doctor;
    private Optional<RoomSnapshot> room;
    private QueueStatus status;
    private int priority;
    private boolean checkedIn;
    private Optional<String> checkInMethod;
    private Optional<String> notes;
    private Optional<Instant> checkedInAt;
    private Optional<Instant> calledAt;
    private Optional<Instant> startedAt;
    private Optional<Instant> completedAt;
    private ExtraChange<QueueEntrySnapshot> extra = ExtraChange.none();

    private QueueEntryDraft(QueueEntrySnapshot entry, Instant now) {
        this.before = entry;
        this.now = now;
        this.number = entry.number();
        this.queuedAt = entry.queuedAt();
        this.doctor = entry.doctor();
        this.room = entry.room();
        this.status = entry.status();
        this.priority = entry.priority();
        this.checkedIn = entry.checkedIn();
        this.checkInMethod = entry.checkInMethod();
        this.notes = entry.notes();
        this.checkedInAt = entry.checkedInAt();
        this.calledAt = entry.calledAt();
        this.startedAt = entry.startedAt();
        this.completedAt = entry.completedAt();
    }

    /** A copy of {@code entry} for changes at {@code now}. */
    static QueueEntryDraft of(QueueEntrySnapshot entry, Instant now) {
        return new QueueEntryDraft(entry, now);
    }

    /** A new entry that joins the queue at {@code now}, not checked in yet. */
    static QueueEntryDraft newEntry(
            String id,
            String number,
            QueueKind kind,
            PatientSnapshot patient,
            Optional<Referenced<AppointmentSnapshot>> appointment,
            Instant now) {
        return new QueueEntryDraft(
                new QueueEntrySnapshot(
                        id,
                        number,
                        kind,
                        patient,
                        appointment.map(Referenced::id),
                        Optional.empty(),
                        appointment.flatMap(Referenced::kept).map(AppointmentSnapshot::doctor),
                        Optional.empty(),
                        QueueStatus.WAITING,
                        0,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        now,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        now,
                        now,
                        ExtraFields.NONE),
                now);
    }

    /** Sets another ticket. */
    QueueEntryDraft number(String given) {
        number = given;
        return this;
    }

    /** Lets the patient join the queue again now, behind those who wait. */
    QueueEntryDraft rejoined() {
        queuedAt = now;
        return this;
    }

    QueueEntryDraft doctor(Optional<StaffSnapshot> given) {
        doctor = given;
        return this;
    }

    QueueEntryDraft room(Optional<RoomSnapshot> given) {
        room = given;
        return this;
    }

    QueueEntryDraft priority(int given) {
        priority = given;
        return this;
    }

    QueueEntryDraft notes(Optional<String> given) {
        notes = given;
        return this;
    }

    QueueEntryDraft extra(ExtraChange<QueueEntrySnapshot> change) {
        extra = change;
        return this;
    }

    QueueEntryDraft checkInMethod(Optional<String> given) {
        checkInMethod = given;
        return this;
    }

    /** Sets whether the patient has arrived. */
    QueueEntryDraft checkedIn(boolean here) {
        checkedIn = here;
        checkedInAt = here ? checkedInAt.or(() -> Optional.of(now)) : Optional.empty();
        return this;
    }

    /** Sets another status, with its times. */
    QueueEntryDraft status(QueueStatus next) {
        if (next == status) {
            return this;
        }
        if (next == QueueStatus.WAITING) {
            calledAt = Optional.empty();
            startedAt = Optional.empty();
        }
        if (next == QueueStatus.IN_PROGRESS && status != QueueStatus.COMPLETED) {
            calledAt = Optional.of(now);
            startedAt = Optional.of(now);
        }
        completedAt = next == QueueStatus.COMPLETED ? Optional.of(now) : Optional.empty();
        status = next;
        return this;
    }

    QueueEntrySnapshot toSnapshot() {
        return extra.applyTo(new QueueEntrySnapshot(
                before.id(),
                number,
                before.kind(),
                before.patient(),
                before.appointmentId(),
                before.visitId(),
                doctor,
                room,
                status,
                priority,
                checkedIn,
                checkInMethod,
                notes,
                queuedAt,
                checkedInAt,
                calledAt,
                startedAt,
                completedAt,
                before.createdAt(),
                now,
                before.extra()));
    }
}
