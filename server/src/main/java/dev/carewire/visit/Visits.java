package dev.carewire.visit;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
import dev.carewire.command.RecordConflict;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.emit.Emit;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordIds;
import dev.carewire.record.RecordLock;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.Referenced;
import dev.carewire.record.References;
import dev.carewire.text.ExtraFields;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Creates, changes and closes visits. The effects on their queue entries and appointments are part of the same
 * transaction. Any thread; every method blocks, never on an event loop. A {@link RejectedException} means that nothing
 * was changed and no event was published.
 */
public final class Visits {

    private final VisitRepository visits;
    private final References references;
    private final VisitListener listener;
    private final Transactions transactions;
    private final Emit emit;
    private final Clock clock;

    /** Visits stored in {@code visits}; {@code clock} ticks in milliseconds. */
    public Visits(
            VisitRepository visits,
            References references,
            VisitListener care,
            Transactions transactions,
            Emit emit,
            Clock clock) {
        this.visits = visits;
        this.references = references;
        this.listener = care;
        this.transactions = transactions;
        this.emit = emit;
        this.clock = clock;
    }

    /**
     * A page of the list, newest first.
     *
     * @param before where the page begins, by opening time and code; empty for the newest
     */
    public Page<VisitSnapshot> list(Caller caller, RecordQuery<VisitStatus> query, Optional<TimeCursor> before) {
        caller.requireRecordAccess();
        return Page.of(
                visits.list(caller.tenant(), query, before, query.limit() + 1),
                query.limit(),
                last -> new TimeCursor(last.openedAt(), last.code()).text());
    }

    /**
     * One visit.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id
     */
    public VisitSnapshot get(Caller caller, String id) {
        caller.requireRecordAccess();
        return require(caller.tenant(), id);
    }

    /** As {@link RecordLock#whileLocked}. */
    public <T> Optional<T> whileLocked(Caller caller, String id, Function<VisitSnapshot, T> work) {
        caller.requireRecordAccess();
        return transactions.inTransaction(() -> RecordIds.find(id, known -> visits.find(caller.tenant(), known))
                .map(found -> work.apply(lock(caller.tenant(), id))));
    }

    /**
     * Creates a visit under the next code.
     *
     * @throws RejectedException CONFLICT if another visit has the id, or the queue entry has a visit already. CONFLICT, too,
     *     if the appointment is over or has a visit that is not, or the patient has left the queue
     */
    public VisitSnapshot create(Caller caller, VisitForm form) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            VisitStatus status = form.status().orElse(VisitStatus.OPEN);
            if (status.isFinal()) {
                throw RejectedException.invalid("status of a new visit must be draft or open");
            }
            VisitOrigin origin = VisitOrigin.of(references, tenant, form);
            origin.appointment().ifPresent(appointment -> requireNoOtherVisit(tenant, appointment.id()));
            Optional<String> complaint = Fields.changedProse("chiefComplaint", form.chiefComplaint(), Optional.empty());
            Optional<String> notes = Fields.changedProse("notes", form.notes(), Optional.empty());
            Instant now = clock.instant();
            VisitSnapshot visit = form.extra()
                    .applyTo(new VisitSnapshot(
                            RecordIds.ofNew(form.id()),
                            visits.nextCode(tenant),
                            origin.patient(),
                            origin.doctor(),
                            status,
                            origin.appointment().map(Referenced::id),
                            origin.queueEntry().map(Referenced::id),
                            complaint,
                            notes,
                            now,
                            Optional.empty(),
                            now,
                            now,
                            List.of(),
                            ExtraFields.NONE));
            visits.insert(tenant, visit);
            emit.emitVisitUpdate(tenant, visit, visit);
            listener.onOpened(tenant, visit);
            return visit;
        });
    }

    /**
     * Changes the fields that the form contains; {@code CLOSED} also completes its queue entry and its appointment. After
     * {@code CANCELLED} the patient waits again.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id. CONFLICT if the visit has ended
     *     and the form contains another status
     */
    public VisitSnapshot update(Caller caller, String id, VisitForm form) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            VisitSnapshot before = lock(tenant, id);
            VisitSnapshot after = revised(tenant, before, form);
            visits.update(tenant, after);
            emit.emitVisitUpdate(tenant, after, before);
            if (after.status().isFinal() && after.status() != before.status()) {
                listener.onEnded(tenant, after);
            }
            return after;
        });
    }

    /**
     * Deletes a visit; clients receive it as canceled, and the patient of one that was not over waits again.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id
     */
    public void delete(Caller caller, String id) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        transactions.inTransaction(() -> {
            VisitSnapshot before = lock(tenant, id);
            visits.delete(tenant, id);
            emit.emitVisitUpdate(
                    tenant,
                    with(before, before.doctor(), VisitStatus.CANCELLED, before.chiefComplaint(), before.notes()),
                    before);
            listener.onDeleted(tenant, before);
        });
    }

    private VisitSnapshot revised(TenantId tenant, VisitSnapshot before, VisitForm form) {
        Fields.unchanged(
                "patientId", form.patientId(), Optional.of(before.patient().id()));
        Fields.unchanged("appointmentId", form.appointmentId(), before.appointmentId());
        Fields.unchanged("queueEntryId", form.queueEntryId(), before.queueEntryId());
        VisitStatus status = form.status().orElse(before.status());
        if (before.status().isFinal() && status != before.status()) {
            throw RejectedException.conflict("visit is over; its status cannot be changed");
        }
        StaffSnapshot doctor = form.doctorId()
                .map(doctorId -> references.doctor(tenant, doctorId))
                .orElse(before.doctor());
        return form.extra()
                .applyTo(with(
                        before,
                        doctor,
                        status,
                        Fields.changedProse("chiefComplaint", form.chiefComplaint(), before.chiefComplaint()),
                        Fields.changedProse("notes", form.notes(), before.notes())));
    }

    private VisitSnapshot with(
            VisitSnapshot before,
            StaffSnapshot doctor,
            VisitStatus status,
            Optional<String> chiefComplaint,
            Optional<String> notes) {
        Instant now = clock.instant();
        Optional<Instant> closedAt =
                status == VisitStatus.CLOSED ? before.closedAt().or(() -> Optional.of(now)) : before.closedAt();
        return new VisitSnapshot(
                before.id(),
                before.code(),
                before.patient(),
                doctor,
                status,
                before.appointmentId(),
                before.queueEntryId(),
                chiefComplaint,
                notes,
                before.openedAt(),
                closedAt,
                before.createdAt(),
                now,
                before.prescriptions(),
                before.extra());
    }

    private void requireNoOtherVisit(TenantId tenant, String appointmentId) {
        visits.findCurrent(tenant, appointmentId)
                .filter(other -> !other.status().isFinal())
                .ifPresent(other -> {
                    throw RejectedException.conflict(
                            "appointment has a visit already (" + other.id() + ")",
                            new RecordConflict("appointmentId", other.id()));
                });
    }

    private VisitSnapshot lock(TenantId tenant, String id) {
        return references.lockWithPatient(tenant, () -> require(tenant, id), VisitSnapshot::patient);
    }

    private VisitSnapshot require(TenantId tenant, String id) {
        return RecordIds.require("visit", id, known -> visits.find(tenant, known));
    }
}
