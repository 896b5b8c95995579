package dev.carewire.queue;

import dev.carewire.clinic.Overlap;
import dev.carewire.command.RejectedException;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.identity.TenantId;

/** Applies the effects of queue entries on their appointments and visits, within the command's transaction. Blocks. */
@FunctionalInterface
public interface QueueEntryListener {

    /**
     * An entry is new, was canceled by its deletion, or its status or the patient's arrival has changed.
     *
     * @param overlap whether its appointment may overlap another one if it becomes active again
     * @throws RejectedException CONFLICT if its appointment or its visit does not admit the change
     */
    void onEntryChanged(TenantId tenant, QueueEntrySnapshot entry, Overlap overlap);
}
