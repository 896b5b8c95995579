package dev.carewire.app.wiring;

import dev.carewire.appointment.AppointmentRecords;
import dev.carewire.appointment.WaitingRoom;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.queue.QueueEntryListener;
import dev.carewire.queue.QueueRecords;
import dev.carewire.record.KeptRecords;
import dev.carewire.visit.VisitListener;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps appointments, waiting queue and visits in step: a change of one updates the others in the same transaction. A table of pairs, {@link CareEffect}, decides which of them the server updates. It
 * uses the features' records, which trigger no further updates, so that no change returns to its origin. Immutable;
 * blocks.
 */
public final class CareWorkflow implements WaitingRoom, QueueEntryListener, VisitListener {

    /** Statuses of an appointment that determine its queue entry's status; the others leave it unchanged. */
    private static final Map<AppointmentStatus, QueueStatus> QUEUE_AFTER = Map.of(
            AppointmentStatus.WITH_PROVIDER, QueueStatus.IN_PROGRESS,
            AppointmentStatus.CHECKOUT, QueueStatus.COMPLETED,
            AppointmentStatus.COMPLETED, QueueStatus.COMPLETED,
            AppointmentStatus.CANCELLED, QueueStatus.CANCELLED,
            AppointmentStatus.NO_SHOW, QueueStatus.NO_SHOW);

    /**
     * Statuses of a queue entry that determine its appointment's status; a patient who leaves the queue may still have
     * an appointment.
     */
    private static final Map<QueueStatus, AppointmentStatus> APPOINTMENT_AFTER = Map.of(
            QueueStatus.WAITING, AppointmentStatus.CHECKED_IN,
            QueueStatus.IN_PROGRESS, AppointmentStatus.WITH_PROVIDER,
            QueueStatus.COMPLETED, AppointmentStatus.COMPLETED,
            QueueStatus.NO_SHOW, AppointmentStatus.NO_SHOW);

    private final AppointmentRecords appointments;
    private final QueueRecords queue;
    private final KeptRecords kept;

    /** A workflow between those of these records that the server keeps. */
    public CareWorkflow(AppointmentRecords appointments, QueueRecords queue, KeptRecords kept) {
        this.appointments = appointments;
        this.queue = queue;
        this.kept = kept;
    }

    @Override
    public Optional<String> checkIn(TenantId tenant, AppointmentSnapshot appointment, Optional<String> method) {
        return CareEffect.APPOINTMENT_ON_QUEUE.appliesTo(kept)
                ? Optional.of(queue.checkIn(tenant, appointment, method).number())
                : Optional.empty();
    }

    @Override
    public void onStatusChanged(TenantId tenant, AppointmentSnapshot appointment) {
        QueueStatus next = QUEUE_AFTER.get(appointment.status());
        if (next != null && CareEffect.APPOINTMENT_ON_QUEUE.appliesTo(kept)) {
            queue.syncStatusByAppointment(tenant, appointment.id(), next);
        }
    }

    @Override
    public void onEntryChanged(TenantId tenant, QueueEntrySnapshot entry) {
        AppointmentStatus next = APPOINTMENT_AFTER.get(entry.status());
        boolean expectedOnly = entry.status() == QueueStatus.WAITING && !entry.checkedIn();
        if (next != null && !expectedOnly && CareEffect.QUEUE_ON_APPOINTMENT.appliesTo(kept)) {
            entry.appointmentId()
                    .ifPresent(id -> appointments.syncStatus(tenant, id, next, Optional.of(entry.number())));
        }
    }

    @Override
    public void onLinkChanged(TenantId tenant, VisitSnapshot visit) {
        if (CareEffect.VISIT_ON_QUEUE.appliesTo(kept)) {
            visit.queueEntryId().ifPresent(id -> queue.publishVisitChange(tenant, id));
        }
    }

    @Override
    public void onClosed(TenantId tenant, VisitSnapshot visit) {
        if (CareEffect.VISIT_ON_QUEUE.appliesTo(kept)) {
            visit.queueEntryId().ifPresent(id -> queue.syncStatus(tenant, id, QueueStatus.COMPLETED));
            visit.appointmentId().ifPresent(id -> queue.syncStatusByAppointment(tenant, id, QueueStatus.COMPLETED));
        }
        if (CareEffect.VISIT_ON_APPOINTMENT.appliesTo(kept)) {
            visit.appointmentId()
                    .ifPresent(
                            id -> appointments.syncStatus(tenant, id, AppointmentStatus.COMPLETED, Optional.empty()));
        }
    }
}
