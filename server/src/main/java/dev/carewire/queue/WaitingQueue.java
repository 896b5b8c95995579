package dev.carewire.queue;

import dev.carewire.clinic.Overlap;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
import dev.carewire.command.RecordConflict;
import dev.carewire.command.RejectedException;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordLock;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.Referenced;
import dev.carewire.record.References;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The waiting queue: adds, calls and removes patients. The effects on an entry's appointment are part of the same
 * transaction. Any thread; every method blocks, never on an event loop. A {@link RejectedException} means that nothing
 * was changed and no event was published.
 */
public final class WaitingQueue {

    private static final int HIGHEST_PRIORITY = 100;

    private final QueueRepository entries;
    private final QueueRecords records;
    private final References references;
    private final QueueEntryListener listener;
    private final Transactions transactions;
    private final Clock clock;

    /**
     * The queue stored in {@code entries}.
     *
     * @param records over the same repository
     * @param clock ticks in milliseconds
     */
    public WaitingQueue(
            QueueRepository entries,
            QueueRecords records,
            References references,
            QueueEntryListener appointments,
            Transactions transactions,
            Clock clock) {
        this.entries = entries;
        this.records = records;
        this.references = references;
        this.listener = appointments;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A page of the list, in calling order: by priority, highest first, then by waiting time.
     *
     * @param after where the page begins; empty for the start of the list
     */
    public Page<QueueEntrySnapshot> list(Caller caller, RecordQuery<QueueStatus> query, Optional<QueuePlace> after) {
        caller.requireRecordAccess();
        List<QueueEntrySnapshot> found = entries.list(caller.tenant(), query, after, query.limit() + 1);
        int inQueue = (int) found.stream()
                .limit(query.limit())
                .filter(entry -> entry.status().isOpen())
                .count();
        int ahead = after.map(QueuePlace::count).orElse(0);
        return Page.of(
                found,
                query.limit(),
                last -> QueuePlace.of(last, ahead + inQueue).text());
    }

    /**
     * One entry.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id
     */
    public QueueEntrySnapshot get(Caller caller, String id) {
        caller.requireRecordAccess();
        return records.require(caller.tenant(), id);
    }

    /** As {@link RecordLock#whileLocked}. */
    public <T> Optional<T> whileLocked(Caller caller, String id, Function<QueueEntrySnapshot, T> work) {
        caller.requireRecordAccess();
        return transactions.inTransaction(() ->
                records.find(caller.tenant(), id).map(found -> work.apply(records.lock(caller.tenant(), id))));
    }

    /**
     * Adds a patient to the queue under the next ticket.
     *
     * @throws RejectedException CONFLICT if the appointment has ended, or if the patient is in the queue already. The form or
     *     the clinic may allow a second place
     */
    public QueueEntrySnapshot create(Caller caller, QueueForm form) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            if (form.status().filter(status -> status != QueueStatus.WAITING).isPresent()) {
                throw RejectedException.invalid("status of a new queue entry must be waiting");
            }
            String patientId = form.patientId()
                    .or(() -> form.appointmentId()
                            .flatMap(id -> references.appointment(tenant, id).kept())
                            .map(appointment -> appointment.patient().id()))
                    .orElseThrow(() -> RejectedException.invalid("patientId is required"));
            PatientSnapshot patient = references.lockPatient(tenant, patientId);
            Optional<Referenced<AppointmentSnapshot>> appointment =
                    form.appointmentId().map(id -> references.appointment(tenant, id));
            appointment.ifPresent(made -> requireQueueable(tenant, made, patient));
            QueueKind kind = form.kind().orElse(appointment.isPresent() ? QueueKind.APPOINTMENT : QueueKind.WALK_IN);
            QueueEntryDraft draft = records.draftEntry(tenant, form.id(), kind, patient, appointment);
            QueueEntrySnapshot entry = applyForm(tenant, draft, draft.toSnapshot(), form)
                    .checkedIn(form.checkedIn().orElse(true))
                    .toSnapshot();
            records.insert(tenant, entry, form.overlap());
            listener.onEntryChanged(tenant, entry, form.overlap());
            return entry;
        });
    }

    /**
     * Changes the fields that the form contains. A new status also updates the appointment. A no-show can be undone.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id. CONFLICT for another status that
     *     this one, the appointment or the visit does not admit
     */
    public QueueEntrySnapshot update(Caller caller, String id, QueueForm form) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            QueueEntrySnapshot before = records.lock(tenant, id);
            Fields.unchanged("kind", form.kind(), Optional.of(before.kind()));
            Fields.unchanged(
                    "patientId", form.patientId(), Optional.of(before.patient().id()));
            Fields.unchanged("appointmentId", form.appointmentId(), before.appointmentId());
            QueueStatus status = form.status().orElse(before.status());
            if (!before.status().mayBecome(status)) {
                throw RejectedException.conflict(
                        before.status() == QueueStatus.NO_SHOW
                                ? "queue entry is over; its patient can only wait again or be called"
                                : "queue entry is over; its status cannot be changed");
            }
            if (status.isOpen() && !before.status().isOpen()) {
                before.appointmentId()
                        .ifPresent(appointmentId -> requireQueueable(
                                tenant, references.appointment(tenant, appointmentId), before.patient()));
            }
            // Draws a ticket before the form locks a room.
            QueueEntryDraft draft = records.draftStatus(tenant, before, status, form.overlap());
            QueueEntrySnapshot after = records.update(
                    tenant,
                    before,
                    applyForm(tenant, draft, before, form)
                            .checkedIn(form.checkedIn().orElse(before.checkedIn()))
                            .toSnapshot());
            boolean arrivalChanged = after.status() == QueueStatus.WAITING && after.checkedIn() != before.checkedIn();
            if (after.status() != before.status() || arrivalChanged) {
                listener.onEntryChanged(tenant, after, form.overlap());
            }
            return after;
        });
    }

    /**
     * Calls a waiting patient.
     *
     * @param roomId the room for the patient; the entry's room by default
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id. CONFLICT if the patient is no
     *     longer waiting, such as after a concurrent call
     */
    public QueueEntrySnapshot call(Caller caller, String id, Optional<String> roomId) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            QueueEntrySnapshot before = records.lock(tenant, id);
            if (before.status() != QueueStatus.WAITING) {
                throw RejectedException.conflict("patient is not waiting any more");
            }
            QueueEntrySnapshot after = QueueEntryDraft.of(before, clock.instant())
                    .room(roomId.map(room -> references.lockRoom(tenant, room)).or(before::room))
                    .status(QueueStatus.IN_PROGRESS)
                    .toSnapshot();
            records.update(tenant, before, after);
            listener.onEntryChanged(tenant, after, Overlap.REFUSE);
            return after;
        });
    }

    /**
     * Deletes an entry; clients receive it as canceled. For the appointment, a patient in the queue has left it.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id; CONFLICT if a visit refers to
     *     it
     */
    public void delete(Caller caller, String id) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        transactions.inTransaction(() -> {
            QueueEntrySnapshot before = records.lock(tenant, id);
            QueueEntrySnapshot last = records.delete(tenant, before)
                    .orElseThrow(() -> RejectedException.conflict("queue entry has a visit"));
            if (before.status().isOpen()) {
                listener.onEntryChanged(tenant, last, Overlap.REFUSE);
            }
        });
    }

    /** Applies the fields that may be given at any time. */
    private QueueEntryDraft applyForm(
            TenantId tenant, QueueEntryDraft draft, QueueEntrySnapshot before, QueueForm form) {
        form.doctorId()
                .ifPresent(id ->
                        draft.doctor(id.isBlank() ? Optional.empty() : Optional.of(references.doctor(tenant, id))));
        form.roomId()
                .ifPresent(id ->
                        draft.room(id.isBlank() ? Optional.empty() : Optional.of(references.lockRoom(tenant, id))));
        form.priority().ifPresent(value -> draft.priority((int) Fields.within("priority", value, 0, HIGHEST_PRIORITY)));
        return draft.checkInMethod(Fields.changedLine("checkInMethod", form.checkInMethod(), before.checkInMethod()))
                .notes(Fields.changedProse("notes", form.notes(), before.notes()))
                .extra(form.extra());
    }

    private void requireQueueable(
            TenantId tenant, Referenced<AppointmentSnapshot> appointment, PatientSnapshot patient) {
        appointment.kept().ifPresent(made -> {
            if (!made.patient().id().equals(patient.id())) {
                throw RejectedException.invalid("appointmentId is another patient's");
            }
            if (!made.status().mayBecome(AppointmentStatus.CHECKED_IN)) {
                throw RejectedException.conflict("appointment is over");
            }
        });
        entries.findOpen(tenant, appointment.id()).ifPresent(open -> {
            throw RejectedException.conflict(
                    "patient is in the queue for this appointment already",
                    new RecordConflict("appointmentId", open.id()));
        });
    }
}
