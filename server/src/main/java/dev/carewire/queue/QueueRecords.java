package dev.carewire.queue;

import dev.carewire.emit.Emit;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueEvents.TicketChanged;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordIds;
import dev.carewire.record.References;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * The queue's rows and the events about them: each change writes the row, then tells the clinic. Asks nobody's rights and
 * moves nothing but queue entries, so that other features' changes may end here. The open transaction holds the lock of the
 * patient concerned. Blocks.
 */
public final class QueueRecords {

    private final QueueRepository entries;
    private final References references;
    private final Emit emit;
    private final Clock clock;

    /**
     * Rows in {@code entries}.
     *
     * @param clock ticks in milliseconds, in the clinic's time zone: tickets begin again when its day does
     */
    public QueueRecords(QueueRepository entries, References references, Emit emit, Clock clock) {
        this.entries = entries;
        this.references = references;
        this.emit = emit;
        this.clock = clock;
    }

    /**
     * Lets the patient of an appointment wait: in the place they have already, or in a new one.
     *
     * @param method how they announced themself
     */
    public QueueEntrySnapshot checkIn(TenantId tenant, AppointmentSnapshot appointment, Optional<String> method) {
        Optional<QueueEntrySnapshot> open = entries.findOpen(tenant, appointment.id());
        if (open.isEmpty()) {
            QueueKind kind = appointment.walkIn() ? QueueKind.WALK_IN : QueueKind.APPOINTMENT;
            return insert(
                    tenant,
                    draftEntry(tenant, kind, appointment.patient(), Optional.of(appointment))
                            .checkedIn(true)
                            .checkInMethod(method)
                            .toSnapshot());
        }
        QueueEntrySnapshot entry = open.get();
        if (entry.checkedIn() && entry.status() == QueueStatus.WAITING) {
            return entry;
        }
        return update(
                tenant,
                entry,
                QueueEntryDraft.of(entry, clock.instant())
                        .status(QueueStatus.WAITING)
                        .checkedIn(true)
                        .checkInMethod(method.or(entry::checkInMethod))
                        .toSnapshot());
    }

    /** Moves the open entry of an appointment, if it has one that is not there already. */
    public void syncStatusByAppointment(TenantId tenant, String appointmentId, QueueStatus status) {
        entries.findOpen(tenant, appointmentId).ifPresent(entry -> changeStatus(tenant, entry, status));
    }

    /** Moves an entry, if there is one of that id which is neither over nor there already. */
    public void syncStatus(TenantId tenant, String id, QueueStatus status) {
        entries.find(tenant, id)
                .filter(entry -> !entry.status().isFinal())
                .ifPresent(entry -> changeStatus(tenant, entry, status));
    }

    /** Tells the clinic of an entry again, since it now has a visit; nothing if there is none of that id. */
    public void publishVisitChange(TenantId tenant, String id) {
        entries.find(tenant, id).ifPresent(entry -> emit.emitQueueUpdate(tenant, entry, entry));
    }

    /** The entry of that id. */
    QueueEntrySnapshot require(TenantId tenant, String id) {
        return RecordIds.require("queue entry", id, known -> entries.find(tenant, known));
    }

    /** The entry of that id, its patient locked until the open transaction ends. */
    QueueEntrySnapshot lock(TenantId tenant, String id) {
        return references.lockWithPatient(tenant, () -> require(tenant, id), QueueEntrySnapshot::patient);
    }

    /** Somebody with a new ticket, not yet written down. */
    QueueEntryDraft draftEntry(
            TenantId tenant, QueueKind kind, PatientSnapshot patient, Optional<AppointmentSnapshot> appointment) {
        return QueueEntryDraft.newEntry(
                UUID.randomUUID().toString(),
                entries.nextTicket(tenant, kind, LocalDate.now(clock)),
                kind,
                patient,
                appointment,
                clock.instant());
    }

    QueueEntrySnapshot insert(TenantId tenant, QueueEntrySnapshot entry) {
        entries.insert(tenant, entry);
        publish(tenant, entry, entry);
        return entry;
    }

    /** Writes {@code after} over {@code before}. */
    QueueEntrySnapshot update(TenantId tenant, QueueEntrySnapshot before, QueueEntrySnapshot after) {
        entries.update(tenant, after);
        publish(tenant, after, before);
        return after;
    }

    /**
     * Removes an entry; for the clinic and its screens it is cancelled.
     *
     * @return false, and nothing happens, if a visit refers to it
     */
    boolean delete(TenantId tenant, QueueEntrySnapshot entry) {
        boolean deleted = entries.delete(tenant, entry.id());
        if (deleted) {
            publish(
                    tenant,
                    QueueEntryDraft.of(entry, clock.instant())
                            .status(QueueStatus.CANCELLED)
                            .toSnapshot(),
                    entry);
        }
        return deleted;
    }

    /** Two events, since a screen in the waiting room must not be sent what staff are told. */
    private void publish(TenantId tenant, QueueEntrySnapshot entry, QueueEntrySnapshot before) {
        emit.emitQueueUpdate(tenant, entry, before);
        Optional<Integer> position = entry.status() == QueueStatus.WAITING
                ? Optional.of(entries.countAhead(tenant, entry) + 1)
                : Optional.empty();
        emit.emitTicketChanged(tenant, new TicketChanged(entry.number(), entry.status(), entry.room(), position));
    }

    private void changeStatus(TenantId tenant, QueueEntrySnapshot entry, QueueStatus status) {
        if (entry.status() != status) {
            update(
                    tenant,
                    entry,
                    QueueEntryDraft.of(entry, clock.instant()).status(status).toSnapshot());
        }
    }
}
