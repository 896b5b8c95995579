package dev.carewire.emit;

import dev.carewire.event.EncounterEvents;
import dev.carewire.event.EncounterEvents.EncounterCompleted;
import dev.carewire.event.EncounterEvents.EncounterCreated;
import dev.carewire.event.EncounterEvents.EncounterSigned;
import dev.carewire.event.EncounterEvents.EncounterUpdated;
import dev.carewire.event.EncounterSnapshot;
import dev.carewire.identity.TenantId;

/**
 * Publishes events about encounters. Every method joins the open transaction and blocks, like those of {@link Emit} for
 * stored data.
 */
public final class EncounterEmit {

    private final Emit emit;

    /** Helpers that publish through {@code emit}. */
    public EncounterEmit(Emit emit) {
        this.emit = emit;
    }

    public void emitEncounterCreated(TenantId tenant, EncounterSnapshot encounter) {
        emit.publish(tenant, EncounterEvents.ENCOUNTER_CREATED, new EncounterCreated(encounter));
    }

    public void emitEncounterUpdated(TenantId tenant, EncounterSnapshot encounter) {
        emit.publish(tenant, EncounterEvents.ENCOUNTER_UPDATED, new EncounterUpdated(encounter));
    }

    public void emitEncounterCompleted(TenantId tenant, String encounterId, String providerId) {
        emit.publish(tenant, EncounterEvents.ENCOUNTER_COMPLETED, new EncounterCompleted(encounterId, providerId));
    }

    public void emitEncounterSigned(TenantId tenant, String encounterId, String providerId) {
        emit.publish(tenant, EncounterEvents.ENCOUNTER_SIGNED, new EncounterSigned(encounterId, providerId));
    }
}
