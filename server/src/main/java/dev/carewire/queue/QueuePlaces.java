package dev.carewire.queue;

import dev.carewire.clinic.Clinics;
import dev.carewire.clinic.Overlap;
import dev.carewire.command.RecordConflict;
import dev.carewire.command.RejectedException;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.identity.TenantId;

/**
 * The places of patients in the queue. Rejects a second one of a patient, unless the request or the clinic allows it. The
 * open transaction must hold the lock of the patient, so that no other one adds a place meanwhile. Blocks.
 */
public final class QueuePlaces {

    private final QueueRepository entries;
    private final Clinics clinics;

    /** The places in {@code entries}; {@code clinics} decide whether a patient may have several. */
    public QueuePlaces(QueueRepository entries, Clinics clinics) {
        this.entries = entries;
        this.clinics = clinics;
    }

    /**
     * Requires that the patient of an entry has no other one in the queue.
     *
     * @param entry not stored yet, or not in the queue
     * @param overlap {@code ALLOW} if the request allows a second place
     * @throws RejectedException CONFLICT, naming the other entry
     */
    void requireOnly(TenantId tenant, QueueEntrySnapshot entry, Overlap overlap) {
        if (overlap == Overlap.ALLOW || clinics.of(tenant).overlap() == Overlap.ALLOW) {
            return;
        }
        entries.findOpenOfPatient(tenant, entry.patient().id())
                .filter(other -> !other.id().equals(entry.id()))
                .ifPresent(other -> {
                    throw RejectedException.conflict(
                            "patient is in the queue already", new RecordConflict("patientId", other.id()));
                });
    }
}
