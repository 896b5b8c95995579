package dev.carewire.queue;

import dev.carewire.clinic.ClinicZones;
import dev.carewire.clinic.Overlap;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.Emit;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueEvents.TicketChanged;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordIds;
import dev.carewire.record.Referenced;
import dev.carewire.record.References;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The rows of the queue and their events: each change writes the row, then publishes the event. Checks no rights and
 * changes nothing but queue entries, so that other features can use it for their effects. The open transaction must
 * hold the lock of the entry's patient. Blocks.
 */
public final class QueueRecords {

    private final QueueRepository entries;
    private final QueuePlaces places;
    private final References references;
    private final Emit emit;
    private final ClinicZones zones;
    private final Clock clock;

    /**
     * Rows in {@code entries}.
     *
     * @param places over the same repository
     * @param zones for the clinic's day, with which tickets restart
     * @param clock ticks in milliseconds
     */
    public QueueRecords(
            QueueRepository entries,
            QueuePlaces places,
            References references,
            Emit emit,
            ClinicZones zones,
            Clock clock) {
        this.entries = entries;
        this.places = places;
        this.references = references;
        this.emit = emit;
        this.zones = zones;
        this.clock = clock;
    }

    /**
     * Queues the patient of an appointment: in their existing place, or in a new one.
     *
     * @param method how they checked in
     * @param overlap whether the patient may have a second place in the queue
     */
    public QueueEntrySnapshot checkIn(
            TenantId tenant, AppointmentSnapshot appointment, Optional<String> method, Overlap overlap) {
        Optional<QueueEntrySnapshot> open = entries.findOpen(tenant, appointment.id());
        if (open.isEmpty()) {
            QueueKind kind = appointment.walkIn() ? QueueKind.WALK_IN : QueueKind.APPOINTMENT;
            return insert(
                    tenant,
                    draftEntry(
                                    tenant,
                                    Optional.empty(),
                                    kind,
                                    appointment.patient(),
                                    Optional.of(Referenced.kept(appointment.id(), appointment)))
                            .checkedIn(true)
                            .checkInMethod(method)
                            .toSnapshot(),
                    overlap);
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

    /** An appointment's open entry, or else its newest one. */
    public Optional<QueueEntrySnapshot> findCurrent(TenantId tenant, String appointmentId) {
        return entries.findCurrent(tenant, appointmentId);
    }

    /**
     * Changes the status of an entry to another one, as {@link #draftStatus} does. A patient who shall wait counts as checked
     * in.
     *
     * @return the stored entry
     */
    public QueueEntrySnapshot changeStatus(
            TenantId tenant, QueueEntrySnapshot before, QueueStatus status, Overlap overlap) {
        return update(
                tenant,
                before,
                draftStatus(tenant, before, status, overlap)
                        .checkedIn(before.checkedIn() || status == QueueStatus.WAITING)
                        .toSnapshot());
    }

    /** Publishes an entry again after its visit has changed. */
    public void publishVisitChange(TenantId tenant, QueueEntrySnapshot entry) {
        emit.emitQueueUpdate(tenant, entry, entry);
    }

    /** The entry with that id, if there is one. */
    public Optional<QueueEntrySnapshot> find(TenantId tenant, String id) {
        return RecordIds.find(id, known -> entries.find(tenant, known));
    }

    /** The entry with that id. */
    QueueEntrySnapshot require(TenantId tenant, String id) {
        return RecordIds.require("queue entry", id, known -> entries.find(tenant, known));
    }

    /** The entry with that id, its patient locked until the open transaction ends. */
    QueueEntrySnapshot lock(TenantId tenant, String id) {
        return references.lockWithPatient(tenant, () -> require(tenant, id), QueueEntrySnapshot::patient);
    }

    /**
     * A new entry with a new ticket, not stored yet.
     *
     * @param id the clinic's own id, if it gives one
     */
    QueueEntryDraft draftEntry(
            TenantId tenant,
            Optional<String> id,
            QueueKind kind,
            PatientSnapshot patient,
            Optional<Referenced<AppointmentSnapshot>> appointment) {
        return QueueEntryDraft.newEntry(
                RecordIds.ofNew(id),
                entries.nextTicket(tenant, kind, zones.dayOf(tenant, clock.instant())),
                kind,
                patient,
                appointment,
                clock.instant());
    }

    /** Adds an entry of a patient who has no place in the queue, or may have several. */
    QueueEntrySnapshot insert(TenantId tenant, QueueEntrySnapshot entry, Overlap overlap) {
        places.requireOnly(tenant, entry, overlap);
        entries.insert(tenant, entry);
        publish(tenant, entry, entry);
        return entry;
    }

    /** Replaces {@code before} with {@code after}. An entry that returns to the queue is a {@link #draftStatus}. */
    QueueEntrySnapshot update(TenantId tenant, QueueEntrySnapshot before, QueueEntrySnapshot after) {
        entries.update(tenant, after);
        publish(tenant, after, before);
        return after;
    }

    /**
     * An entry under change to a status, not stored yet. A patient who returns to the queue receives another ticket if the old
     * one is in use. One who waits again after the day of the entry waits from now on, under a new ticket. Otherwise the entry
     * would leave the queue at once.
     *
     * @param overlap whether a patient who returns may have a second place in the queue
     * @throws RejectedException CONFLICT, naming the other entry, if the patient has a place and may not have a second one
     */
    QueueEntryDraft draftStatus(TenantId tenant, QueueEntrySnapshot before, QueueStatus status, Overlap overlap) {
        Instant now = clock.instant();
        QueueEntryDraft draft = QueueEntryDraft.of(before, now).status(status);
        if (!status.isOpen() || before.status().isOpen()) {
            return draft;
        }
        places.requireOnly(tenant, before, overlap);
        // No other transaction may draw the old ticket after the check.
        entries.lockTickets(tenant, before.kind());
        LocalDate today = zones.dayOf(tenant, now);
        boolean waitsAnew = status == QueueStatus.WAITING
                && zones.dayOf(tenant, before.queuedAt()).isBefore(today);
        if (waitsAnew || entries.isTicketHeld(tenant, before.number())) {
            draft.number(entries.nextTicket(tenant, before.kind(), today));
        }
        return waitsAnew ? draft.rejoined() : draft;
    }

    /**
     * Deletes an entry; clients and screens receive it as canceled.
     *
     * @return the canceled entry; empty, without deleting, if a visit refers to it
     */
    Optional<QueueEntrySnapshot> delete(TenantId tenant, QueueEntrySnapshot entry) {
        if (!entries.delete(tenant, entry.id())) {
            return Optional.empty();
        }
        QueueEntrySnapshot last = QueueEntryDraft.of(entry, clock.instant())
                .status(QueueStatus.CANCELLED)
                .toSnapshot();
        publish(tenant, last, entry);
        return Optional.of(last);
    }

    /** Two events, since a waiting-room screen must not receive the event for staff. */
    private void publish(TenantId tenant, QueueEntrySnapshot entry, QueueEntrySnapshot before) {
        emit.emitQueueUpdate(tenant, entry, before);
        Optional<Integer> position = entry.status() == QueueStatus.WAITING
                ? Optional.of(entries.countAhead(tenant, entry) + 1)
                : Optional.empty();
        emit.emitTicketChanged(tenant, new TicketChanged(entry.number(), entry.status(), entry.room(), position));
    }
}
