package dev.carewire.emit;

import dev.carewire.event.BiopsyEvents;
import dev.carewire.event.BiopsyEvents.BiopsyCreated;
import dev.carewire.event.BiopsyEvents.BiopsyResultReceived;
import dev.carewire.event.BiopsyEvents.BiopsyReviewed;
import dev.carewire.event.BiopsyEvents.BiopsyUpdated;
import dev.carewire.event.BiopsySnapshot;
import dev.carewire.identity.TenantId;

/**
 * Publishes events about biopsies. Every method joins the open transaction and blocks, like those of {@link Emit} for
 * stored data.
 */
public final class BiopsyEmit {

    private final Emit emit;

    /** Helpers that publish through {@code emit}. */
    public BiopsyEmit(Emit emit) {
        this.emit = emit;
    }

    public void emitBiopsyCreated(TenantId tenant, BiopsySnapshot biopsy) {
        emit.publish(tenant, BiopsyEvents.BIOPSY_CREATED, new BiopsyCreated(biopsy));
    }

    public void emitBiopsyUpdated(TenantId tenant, BiopsySnapshot biopsy) {
        emit.publish(tenant, BiopsyEvents.BIOPSY_UPDATED, new BiopsyUpdated(biopsy));
    }

    public void emitBiopsyResultReceived(TenantId tenant, String biopsyId, String patientId, String diagnosis) {
        emit.publish(
                tenant, BiopsyEvents.BIOPSY_RESULT_RECEIVED, new BiopsyResultReceived(biopsyId, patientId, diagnosis));
    }

    public void emitBiopsyReviewed(TenantId tenant, String biopsyId, String patientId, String reviewedBy) {
        emit.publish(tenant, BiopsyEvents.BIOPSY_REVIEWED, new BiopsyReviewed(biopsyId, patientId, reviewedBy));
    }
}
