package dev.carewire.emit;

import dev.carewire.event.LabEvents;
import dev.carewire.event.LabEvents.LabResultCreated;
import dev.carewire.event.LabEvents.LabResultUpdated;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.identity.TenantId;

/**
 * Tells a clinic's clients of laboratory orders and results. As {@link Emit} is for stored data: in the open transaction, and
 * blocking.
 */
public final class LabEmit {

    private final Emit emit;

    /** Helpers that publish as {@code emit} does. */
    public LabEmit(Emit emit) {
        this.emit = emit;
    }

    public void emitLabResultCreated(TenantId tenant, LabResultSnapshot labResult) {
        emit.publish(tenant, LabEvents.LAB_RESULT_CREATED, new LabResultCreated(labResult));
    }

    public void emitLabResultUpdated(TenantId tenant, LabResultSnapshot labResult) {
        emit.publish(tenant, LabEvents.LAB_RESULT_UPDATED, new LabResultUpdated(labResult));
    }
}
