package dev.carewire.appointment;

import dev.carewire.clinic.ClinicZones;
import dev.carewire.clinic.Overlap;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Checked;
import dev.carewire.command.FieldChecks;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.command.TimeRange;
import dev.carewire.emit.Emit;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordIds;
import dev.carewire.record.RecordLock;
import dev.carewire.record.References;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;

/**
 * Creates, changes, checks in and cancels appointments. The effects on the waiting queue are part of the same
 * transaction. Any thread; every method blocks, never on an event loop. A {@link RejectedException} means that nothing
 * was changed and no event was published.
 */
public final class Appointments {

    private final AppointmentRepository appointments;
    private final AppointmentRecords records;
    private final References references;
    private final WaitingRoom waitingRoom;
    private final AppointmentListener listener;
    private final Transactions transactions;
    private final Emit emit;
    private final ClinicZones zones;
    private final Clock clock;

    /**
     * Appointments stored in {@code appointments}.
     *
     * @param records over the same repository, with the same {@code course}
     * @param zones for the days of a list
     * @param clock ticks in milliseconds
     */
    public Appointments(
            AppointmentRepository appointments,
            AppointmentRecords records,
            References references,
            WaitingRoom waitingRoom,
            AppointmentListener course,
            Transactions transactions,
            Emit emit,
            ClinicZones zones,
            Clock clock) {
        this.appointments = appointments;
        this.records = records;
        this.references = references;
        this.waitingRoom = waitingRoom;
        this.listener = course;
        this.transactions = transactions;
        this.emit = emit;
        this.zones = zones;
        this.clock = clock;
    }

    /**
     * A page of the list, by start and code. A list of all times and all patients begins with the clinic's today.
     *
     * @param after where the page begins, by start and code; empty for the start of the list
     */
    public Page<AppointmentSnapshot> list(Caller caller, AppointmentQuery query, Optional<TimeCursor> after) {
        caller.requireRecordAccess();
        ZoneId zone = zones.zoneOf(caller.tenant());
        // A later page begins where the one before it ends, even if the day has changed meanwhile.
        AppointmentQuery wanted = query.isOfEveryTime() && after.isEmpty()
                ? query.during(TimeRange.since(LocalDate.ofInstant(clock.instant(), zone), zone))
                : query;
        return Page.of(
                appointments.list(caller.tenant(), wanted, after, query.limit() + 1),
                query.limit(),
                last -> new TimeCursor(last.start(), last.code()).text());
    }

    /**
     * One appointment.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id
     */
    public AppointmentSnapshot get(Caller caller, String id) {
        caller.requireRecordAccess();
        return records.require(caller.tenant(), id);
    }

    /** As {@link RecordLock#whileLocked}. */
    public <T> Optional<T> whileLocked(Caller caller, String id, Function<AppointmentSnapshot, T> work) {
        caller.requireRecordAccess();
        return transactions.inTransaction(() -> RecordIds.find(id, known -> appointments.find(caller.tenant(), known))
                .map(found -> work.apply(records.lock(caller.tenant(), id))));
    }

    /**
     * Creates an appointment under the next code.
     *
     * @throws RejectedException CONFLICT if it overlaps another one of the doctor or the room, and neither the form nor the
     *     clinic allows this
     */
    public AppointmentSnapshot create(Caller caller, AppointmentForm form) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            FieldChecks checks = new FieldChecks();
            Checked<PatientSnapshot> patient = checks.check(
                    "patientId", () -> references.lockPatient(tenant, Fields.required("patientId", form.patientId())));
            Checked<StaffSnapshot> doctor = checks.check(
                    "doctorId", () -> references.doctor(tenant, Fields.required("doctorId", form.doctorId())));
            Checked<Optional<RoomSnapshot>> room = checks.check("roomId", () -> room(tenant, form, Optional.empty()));
            checks.requireValid();
            AppointmentSnapshot appointment = AppointmentChanges.draft(
                    appointments.nextCode(tenant),
                    patient.value(),
                    doctor.value(),
                    room.value(),
                    form,
                    clock.instant());
            records.insert(tenant, appointment, form.overlap());
            return appointment;
        });
    }

    /**
     * Changes the fields that the form contains. A new status also updates the waiting queue; {@code CHECKED_IN} is a
     * check-in and {@code CANCELLED} a cancellation. A patient who returns to the queue may receive another ticket.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id. CONFLICT for another status that
     *     this one, the queue entry or the visit does not admit, and for an overlap as in {@link #create}. CONFLICT also for
     *     a second place of the patient in the queue. An appointment that keeps time, doctor and room may overlap another
     *     one, unless it becomes active again
     */
    public AppointmentSnapshot update(Caller caller, String id, AppointmentForm form) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            AppointmentSnapshot before = records.lock(tenant, id);
            StaffSnapshot doctor = form.doctorId()
                    .map(doctorId -> references.doctor(tenant, doctorId))
                    .orElse(before.doctor());
            AppointmentSnapshot after = AppointmentChanges.revised(
                    before, doctor, room(tenant, form, before.room()), form, clock.instant());
            if (after.status() == before.status()) {
                return records.store(tenant, before, after, Optional.empty(), form.overlap());
            }
            if (after.status() == AppointmentStatus.CHECKED_IN) {
                Optional<String> ticket = waitingRoom.checkIn(tenant, after, Optional.empty(), form.overlap());
                return records.store(
                        tenant,
                        before,
                        AppointmentChanges.withStatus(after, after.status(), ticket, after.updatedAt()),
                        Optional.empty(),
                        form.overlap());
            }
            Optional<String> ticket = waitingRoom.enterQueue(tenant, after, form.overlap());
            AppointmentSnapshot stored = records.store(
                    tenant,
                    before,
                    AppointmentChanges.withStatus(after, after.status(), ticket, after.updatedAt()),
                    Optional.empty(),
                    form.overlap());
            waitingRoom.onStatusChanged(tenant, stored);
            return stored;
        });
    }

    /**
     * Records the patient's arrival and adds them to the waiting queue. A second check-in changes nothing.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id. CONFLICT if the appointment has
     *     begun, was completed or was canceled, or if the patient is in the queue already. CONFLICT also for a no-show whose
     *     time another appointment has taken
     */
    public AppointmentSnapshot checkIn(Caller caller, String id, CheckInForm form) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        Optional<String> method = Fields.changedLine("method", form.method(), Optional.empty());
        return transactions.inTransaction(() -> {
            AppointmentSnapshot before = records.lock(tenant, id);
            if (before.status() != AppointmentStatus.CHECKED_IN && !AppointmentRecords.isAwaited(before.status())) {
                throw RejectedException.conflict("appointment has begun or is over");
            }
            Optional<String> ticket = waitingRoom.checkIn(tenant, before, method, form.overlap());
            return records.changeStatus(tenant, before, AppointmentStatus.CHECKED_IN, ticket, form.overlap());
        });
    }

    /**
     * Cancels an appointment; the patient leaves the waiting queue.
     *
     * @param reason for the staff
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id. CONFLICT if the appointment has
     *     ended, its patient has been seen, or its visit is not over
     */
    public AppointmentSnapshot cancel(Caller caller, String id, Optional<String> reason) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        Optional<String> why = Fields.changedProse("reason", reason, Optional.empty());
        return transactions.inTransaction(() -> {
            AppointmentSnapshot before = records.lock(tenant, id);
            if (before.status().hasEnded()) {
                throw RejectedException.conflict("appointment is over");
            }
            AppointmentSnapshot after = AppointmentChanges.withStatus(
                    before, AppointmentStatus.CANCELLED, Optional.empty(), clock.instant());
            records.store(tenant, before, after, why, Overlap.REFUSE);
            waitingRoom.onStatusChanged(tenant, after);
            return after;
        });
    }

    /**
     * Deletes an appointment without related records; clients receive it as canceled.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id. CONFLICT if a queue entry or a
     *     visit refers to it
     */
    public void delete(Caller caller, String id) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        transactions.inTransaction(() -> {
            AppointmentSnapshot before = records.lock(tenant, id);
            if (!appointments.delete(tenant, id)) {
                throw RejectedException.conflict("appointment has a queue entry or a visit");
            }
            listener.onRemoved(tenant, before);
            emit.broadcastAppointmentCancelled(
                    tenant,
                    AppointmentChanges.withStatus(
                            before, AppointmentStatus.CANCELLED, Optional.empty(), clock.instant()),
                    Optional.empty(),
                    before);
        });
    }

    /** The room that the form names, or the current one; empty if the form removes it. */
    private Optional<RoomSnapshot> room(TenantId tenant, AppointmentForm form, Optional<RoomSnapshot> current) {
        return form.roomId().isEmpty()
                ? current
                : form.roomId().filter(id -> !id.isBlank()).map(id -> references.room(tenant, id));
    }
}
