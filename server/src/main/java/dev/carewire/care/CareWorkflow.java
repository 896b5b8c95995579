package dev.carewire.care;

import dev.carewire.appointment.AppointmentRecords;
import dev.carewire.appointment.WaitingRoom;
import dev.carewire.clinic.Overlap;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.queue.QueueEntryListener;
import dev.carewire.queue.QueueRecords;
import dev.carewire.record.KeptRecords;
import dev.carewire.visit.VisitListener;
import dev.carewire.visit.VisitRepository;
import java.util.Optional;

/**
 * Applies {@link CareTable}. A change of an appointment, a queue entry or a visit changes the others in the same
 * transaction, or is rejected as a conflict. It uses the features' records, which notify no listener, so that no change
 * returns to its origin. The transaction holds the lock of the patient. Immutable; blocks.
 */
public final class CareWorkflow implements WaitingRoom, QueueEntryListener, VisitListener {

    private final AppointmentRecords appointments;
    private final QueueRecords queue;
    private final VisitRepository visits;
    private final KeptRecords kept;

    /** A workflow between those of these records that the server keeps. */
    public CareWorkflow(AppointmentRecords appointments, QueueRecords queue, VisitRepository visits, KeptRecords kept) {
        this.appointments = appointments;
        this.queue = queue;
        this.visits = visits;
        this.kept = kept;
    }

    @Override
    public Optional<String> checkIn(
            TenantId tenant, AppointmentSnapshot appointment, Optional<String> method, Overlap overlap) {
        requireVisitAgrees(tenant, appointment.id(), AppointmentStatus.CHECKED_IN);
        return CarePair.APPOINTMENT_AND_ENTRY.isKept(kept)
                ? Optional.of(
                        queue.checkIn(tenant, appointment, method, overlap).number())
                : Optional.empty();
    }

    @Override
    public Optional<String> enterQueue(TenantId tenant, AppointmentSnapshot appointment, Overlap overlap) {
        return entryOf(tenant, appointment)
                .filter(entry -> !EntryState.of(entry).isPresent())
                .flatMap(entry -> effectOn(entry, appointment)
                        .filter(EntryState::isPresent)
                        .map(next -> moveEntry(tenant, entry, next, overlap).number()));
    }

    @Override
    public void onStatusChanged(TenantId tenant, AppointmentSnapshot appointment) {
        requireVisitAgrees(tenant, appointment.id(), appointment.status());
        entryOf(tenant, appointment)
                .ifPresent(entry ->
                        effectOn(entry, appointment).ifPresent(next -> moveEntry(tenant, entry, next, Overlap.REFUSE)));
    }

    @Override
    public void onEntryChanged(TenantId tenant, QueueEntrySnapshot entry, Overlap overlap) {
        requireVisitAgrees(tenant, entry, EntryState.of(entry));
        moveAppointmentOf(tenant, entry, overlap);
    }

    @Override
    public void onOpened(TenantId tenant, VisitSnapshot visit) {
        entryOf(tenant, visit).ifPresent(entry -> {
            CarePair.VISIT_AND_ENTRY.resolve(CareTable.onEntry(visit.status(), EntryState.of(entry)), entry.id());
            queue.publishVisitChange(tenant, entry);
        });
        appointmentOf(tenant, visit)
                .ifPresent(appointment -> CarePair.VISIT_AND_APPOINTMENT.resolve(
                        CareTable.onAppointment(visit.status(), appointment.status()), appointment.id()));
    }

    @Override
    public void onEnded(TenantId tenant, VisitSnapshot visit) {
        end(tenant, visit, visit.status());
    }

    @Override
    public void onDeleted(TenantId tenant, VisitSnapshot visit) {
        Optional<QueueEntrySnapshot> before = entryOf(tenant, visit);
        if (!visit.status().isFinal()) {
            end(tenant, visit, VisitStatus.CANCELLED);
        }
        // A moved entry is published already, without the visit.
        before.filter(entry -> queue.find(tenant, entry.id()).equals(before))
                .ifPresent(entry -> queue.publishVisitChange(tenant, entry));
    }

    private void end(TenantId tenant, VisitSnapshot visit, VisitStatus last) {
        entryOf(tenant, visit).ifPresent(entry -> leave(tenant, entry, last));
        openEntryOfAppointment(tenant, visit).ifPresent(entry -> leave(tenant, entry, last));
        appointmentOf(tenant, visit)
                .ifPresent(appointment -> CarePair.VISIT_AND_APPOINTMENT
                        .resolve(CareTable.onAppointment(last, appointment.status()), appointment.id())
                        .ifPresent(next -> appointments.changeStatus(
                                tenant, appointment, next, Optional.empty(), Overlap.REFUSE)));
    }

    /** Changes an entry and its appointment after a visit has ended. */
    private void leave(TenantId tenant, QueueEntrySnapshot entry, VisitStatus last) {
        CarePair.VISIT_AND_ENTRY
                .resolve(CareTable.onEntry(last, EntryState.of(entry)), entry.id())
                .ifPresent(next ->
                        moveAppointmentOf(tenant, moveEntry(tenant, entry, next, Overlap.REFUSE), Overlap.REFUSE));
    }

    private QueueEntrySnapshot moveEntry(TenantId tenant, QueueEntrySnapshot entry, EntryState next, Overlap overlap) {
        requireVisitAgrees(tenant, entry, next);
        return queue.changeStatus(tenant, entry, next.status(), overlap);
    }

    private void moveAppointmentOf(TenantId tenant, QueueEntrySnapshot entry, Overlap overlap) {
        EntryState state = EntryState.of(entry);
        Optional<String> ticket = Optional.of(entry.number())
                .filter(number -> state != EntryState.EXPECTED && state != EntryState.CANCELLED);
        entry.appointmentId()
                .filter(id -> CarePair.APPOINTMENT_AND_ENTRY.isKept(kept))
                .flatMap(id -> appointments.find(tenant, id))
                .ifPresent(appointment -> {
                    AppointmentStatus next = CarePair.APPOINTMENT_AND_ENTRY
                            .resolve(CareTable.onAppointment(state, appointment.status()), appointment.id())
                            .orElse(appointment.status());
                    if (next != appointment.status()) {
                        requireVisitAgrees(tenant, appointment.id(), next);
                    }
                    appointments.changeStatus(tenant, appointment, next, ticket, overlap);
                });
    }

    private void requireVisitAgrees(TenantId tenant, QueueEntrySnapshot entry, EntryState next) {
        entry.visitId()
                .filter(id -> CarePair.VISIT_AND_ENTRY.isKept(kept))
                .flatMap(id -> visits.find(tenant, id))
                .ifPresent(
                        visit -> CarePair.VISIT_AND_ENTRY.resolve(CareTable.onVisit(next, visit.status()), visit.id()));
    }

    private void requireVisitAgrees(TenantId tenant, String appointmentId, AppointmentStatus next) {
        if (CarePair.VISIT_AND_APPOINTMENT.isKept(kept)) {
            visits.findCurrent(tenant, appointmentId)
                    .ifPresent(visit -> CarePair.VISIT_AND_APPOINTMENT.resolve(
                            CareTable.onVisit(next, visit.status()), visit.id()));
        }
    }

    /** The entry on which an appointment has its effect. */
    private Optional<QueueEntrySnapshot> entryOf(TenantId tenant, AppointmentSnapshot appointment) {
        return CarePair.APPOINTMENT_AND_ENTRY.isKept(kept)
                ? queue.findCurrent(tenant, appointment.id())
                : Optional.empty();
    }

    private static Optional<EntryState> effectOn(QueueEntrySnapshot entry, AppointmentSnapshot appointment) {
        return CarePair.APPOINTMENT_AND_ENTRY.resolve(
                CareTable.onEntry(appointment.status(), EntryState.of(entry)), entry.id());
    }

    /** The entry that a visit names. */
    private Optional<QueueEntrySnapshot> entryOf(TenantId tenant, VisitSnapshot visit) {
        return visit.queueEntryId()
                .filter(id -> CarePair.VISIT_AND_ENTRY.isKept(kept))
                .flatMap(id -> queue.find(tenant, id));
    }

    /** The open entry of a visit's appointment, which is not necessarily the one that the visit names. */
    private Optional<QueueEntrySnapshot> openEntryOfAppointment(TenantId tenant, VisitSnapshot visit) {
        return appointmentIdOf(tenant, visit)
                .filter(id -> CarePair.VISIT_AND_ENTRY.isKept(kept))
                .flatMap(id -> queue.findCurrent(tenant, id))
                .filter(entry -> entry.status().isOpen());
    }

    private Optional<AppointmentSnapshot> appointmentOf(TenantId tenant, VisitSnapshot visit) {
        return appointmentIdOf(tenant, visit)
                .filter(id -> CarePair.VISIT_AND_APPOINTMENT.isKept(kept))
                .flatMap(id -> appointments.find(tenant, id));
    }

    /** The appointment of the visit's entry, if that has one: older visits may name another appointment. */
    private Optional<String> appointmentIdOf(TenantId tenant, VisitSnapshot visit) {
        return entryOf(tenant, visit).flatMap(QueueEntrySnapshot::appointmentId).or(visit::appointmentId);
    }
}
