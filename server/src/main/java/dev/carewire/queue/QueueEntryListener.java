package dev.carewire.queue;

import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.identity.TenantId;

/** What a move in the queue means for the appointment behind it. Called within the command's transaction; blocks. */
@FunctionalInterface
public interface QueueEntryListener {

    /** The entry, which has an appointment, is new, or its status or whether the patient is here has changed. */
    void onEntryChanged(TenantId tenant, QueueEntrySnapshot entry);
}
