package dev.carewire.appointment;

import dev.carewire.clinic.Overlap;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.Emit;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordIds;
import dev.carewire.record.References;
import java.time.Clock;
import java.util.Optional;

/**
 * The rows of appointments and their events: each change writes the row, then publishes the event. Checks no rights and
 * changes nothing but appointments, so that other features can use it for their effects. Blocks.
 */
public final class AppointmentRecords {

    private final AppointmentRepository appointments;
    private final Calendars calendars;
    private final References references;
    private final AppointmentListener listener;
    private final Emit emit;
    private final Clock clock;

    /**
     * Rows in {@code appointments}.
     *
     * @param calendars over the same repository
     * @param clock ticks in milliseconds
     */
    public AppointmentRecords(
            AppointmentRepository appointments,
            Calendars calendars,
            References references,
            AppointmentListener course,
            Emit emit,
            Clock clock) {
        this.appointments = appointments;
        this.calendars = calendars;
        this.references = references;
        this.listener = course;
        this.emit = emit;
        this.clock = clock;
    }

    /** The appointment with that id, if there is one. */
    public Optional<AppointmentSnapshot> find(TenantId tenant, String id) {
        return appointments.find(tenant, id);
    }

    /**
     * Changes status and ticket; if both are equal already, nothing is stored or published. The open transaction must
     * hold the lock of the patient.
     *
     * @param ticket the patient's ticket in the queue; the current one if empty
     * @param overlap whether an appointment that becomes active again may overlap another one
     * @throws RejectedException CONFLICT if it overlaps another one and may not
     */
    public AppointmentSnapshot changeStatus(
            TenantId tenant,
            AppointmentSnapshot before,
            AppointmentStatus status,
            Optional<String> ticket,
            Overlap overlap) {
        if (before.status() == status
                && (ticket.isEmpty() || before.queueNumber().equals(ticket))) {
            return before;
        }
        return store(
                tenant,
                before,
                AppointmentChanges.withStatus(before, status, ticket, clock.instant()),
                Optional.empty(),
                overlap);
    }

    /** The appointment with that id, its patient locked until the open transaction ends. */
    AppointmentSnapshot lock(TenantId tenant, String id) {
        return references.lockWithPatient(tenant, () -> require(tenant, id), AppointmentSnapshot::patient);
    }

    /** The appointment with that id. */
    AppointmentSnapshot require(TenantId tenant, String id) {
        return RecordIds.require("appointment", id, known -> appointments.find(tenant, known));
    }

    /** Adds an appointment and publishes it. */
    void insert(TenantId tenant, AppointmentSnapshot created, Overlap overlap) {
        calendars.requireFree(tenant, created, overlap);
        appointments.insert(tenant, created);
        listener.onCreated(tenant, created);
        emit.broadcastAppointmentCreated(tenant, created);
    }

    /** Replaces {@code before} with {@code after} and publishes the change. */
    AppointmentSnapshot store(
            TenantId tenant,
            AppointmentSnapshot before,
            AppointmentSnapshot after,
            Optional<String> cancelReason,
            Overlap overlap) {
        calendars.requireFree(tenant, before, after, overlap);
        appointments.update(tenant, after);
        listener.onChanged(tenant, before, after);
        if (after.status() == AppointmentStatus.CANCELLED && before.status() != AppointmentStatus.CANCELLED) {
            emit.broadcastAppointmentCancelled(tenant, after, cancelReason, before);
            return after;
        }
        if (after.status() == AppointmentStatus.CHECKED_IN && isAwaited(before.status())) {
            emit.broadcastPatientCheckIn(tenant, after);
        }
        emit.broadcastAppointmentUpdated(tenant, after, before);
        return after;
    }

    /** Whether the patient can still arrive, late ones included. */
    static boolean isAwaited(AppointmentStatus status) {
        return status.isUpcoming() || status == AppointmentStatus.NO_SHOW;
    }
}
