package dev.carewire.emit;

import dev.carewire.event.LabEvents;
import dev.carewire.event.LabEvents.LabResultCreated;
import dev.carewire.event.LabEvents.LabResultUpdated;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.identity.TenantId;

/**
 * Publishes events about laboratory orders and results. Every method joins the open transaction and blocks, like those
 * of {@link Emit} for stored data.
 */
public final class LabEmit {

    private final Emit emit;

    /** Helpers that publish through {@code emit}. */
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
