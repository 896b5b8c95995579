package dev.carewire.emit;

import dev.carewire.event.PriorAuthEvents;
import dev.carewire.event.PriorAuthEvents.PriorAuthApproved;
import dev.carewire.event.PriorAuthEvents.PriorAuthCreated;
import dev.carewire.event.PriorAuthEvents.PriorAuthDenied;
import dev.carewire.event.PriorAuthEvents.PriorAuthStatusChanged;
import dev.carewire.event.PriorAuthSnapshot;
import dev.carewire.event.PriorAuthStatus;
import dev.carewire.identity.TenantId;

/**
 * Publishes events about prior authorizations. Every method joins the open transaction and blocks, like those of
 * {@link Emit} for stored data.
 */
public final class PriorAuthEmit {

    private final Emit emit;

    /** Helpers that publish through {@code emit}. */
    public PriorAuthEmit(Emit emit) {
        this.emit = emit;
    }

    public void emitPriorAuthCreated(TenantId tenant, PriorAuthSnapshot priorAuth) {
        emit.publish(tenant, PriorAuthEvents.PRIOR_AUTH_CREATED, new PriorAuthCreated(priorAuth));
    }

    public void emitPriorAuthStatusChanged(
            TenantId tenant, String priorAuthId, PriorAuthStatus oldStatus, PriorAuthStatus newStatus) {
        emit.publish(
                tenant,
                PriorAuthEvents.PRIOR_AUTH_STATUS_CHANGED,
                new PriorAuthStatusChanged(priorAuthId, oldStatus, newStatus));
    }

    public void emitPriorAuthApproved(TenantId tenant, String priorAuthId, String authNumber) {
        emit.publish(tenant, PriorAuthEvents.PRIOR_AUTH_APPROVED, new PriorAuthApproved(priorAuthId, authNumber));
    }

    public void emitPriorAuthDenied(TenantId tenant, String priorAuthId, String reason) {
        emit.publish(tenant, PriorAuthEvents.PRIOR_AUTH_DENIED, new PriorAuthDenied(priorAuthId, reason));
    }
}
