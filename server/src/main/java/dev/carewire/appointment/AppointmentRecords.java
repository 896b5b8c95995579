package dev.carewire.appointment;

import dev.carewire.emit.Emit;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordIds;
import dev.carewire.record.References;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of appointments and their events: each change writes the row, then publishes the event. Checks no rights and
 * changes nothing but appointments, so that other features can use it for their effects. Blocks.
 */
public final class AppointmentRecords {

    private static final Set<AppointmentStatus> BEFORE_ARRIVAL = EnumSet.of(
            AppointmentStatus.PENDING,
            AppointmentStatus.SCHEDULED,
            AppointmentStatus.CONFIRMED,
            AppointmentStatus.RESCHEDULED);

    private final AppointmentRepository appointments;
    private final References references;
    private final AppointmentListener listener;
    private final Emit emit;
    private final Clock clock;

    /** Rows in {@code appointments}; {@code clock} ticks in milliseconds. */
    public AppointmentRecords(
            AppointmentRepository appointments,
            References references,
            AppointmentListener course,
            Emit emit,
            Clock clock) {
        this.appointments = appointments;
        this.references = references;
        this.listener = course;
        this.emit = emit;
        this.clock = clock;
    }

    /**
     * Changes an appointment's status after a related record changed. Does nothing if the appointment does not exist,
     * has ended, or has that status. The open transaction must hold the lock of its patient.
     *
     * @param ticket the patient's ticket in the queue
     */
    public void syncStatus(TenantId tenant, String id, AppointmentStatus status, Optional<String> ticket) {
        appointments
                .find(tenant, id)
                .filter(appointment -> !appointment.status().isFinal())
                .ifPresent(appointment -> changeStatus(tenant, appointment, status, ticket));
    }

    /** The appointment with that id, its patient locked until the open transaction ends. */
    AppointmentSnapshot lock(TenantId tenant, String id) {
        return references.lockWithPatient(tenant, () -> require(tenant, id), AppointmentSnapshot::patient);
    }

    /** The appointment with that id. */
    AppointmentSnapshot require(TenantId tenant, String id) {
        return RecordIds.require("appointment", id, known -> appointments.find(tenant, known));
    }

    /** Changes status and ticket; if both are equal already, nothing is stored or published. */
    AppointmentSnapshot changeStatus(
            TenantId tenant, AppointmentSnapshot before, AppointmentStatus status, Optional<String> ticket) {
        if (before.status() == status
                && (ticket.isEmpty() || before.queueNumber().equals(ticket))) {
            return before;
        }
        return store(
                tenant,
                before,
                AppointmentChanges.withStatus(before, status, ticket, clock.instant()),
                Optional.empty());
    }

    /** Replaces {@code before} with {@code after} and publishes the change. */
    AppointmentSnapshot store(
            TenantId tenant, AppointmentSnapshot before, AppointmentSnapshot after, Optional<String> cancelReason) {
        appointments.update(tenant, after);
        listener.onChanged(tenant, before, after);
        if (after.status() == AppointmentStatus.CANCELLED && before.status() != AppointmentStatus.CANCELLED) {
            emit.broadcastAppointmentCancelled(tenant, after, cancelReason, before);
            return after;
        }
        if (after.status() == AppointmentStatus.CHECKED_IN && isBeforeArrival(before.status())) {
            emit.broadcastPatientCheckIn(tenant, after);
        }
        emit.broadcastAppointmentUpdated(tenant, after, before);
        return after;
    }

    static boolean isBeforeArrival(AppointmentStatus status) {
        return BEFORE_ARRIVAL.contains(status);
    }
}
