package dev.carewire.queue;

import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.identity.TenantId;

/** Applies the effects of queue entries on their appointments, within the command's transaction. Blocks. */
@FunctionalInterface
public interface QueueEntryListener {

    /** An entry with an appointment is new, or its status or the patient's arrival has changed. */
    void onEntryChanged(TenantId tenant, QueueEntrySnapshot entry);
}
