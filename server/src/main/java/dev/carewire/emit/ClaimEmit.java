package dev.carewire.emit;

import dev.carewire.event.ClaimEvents;
import dev.carewire.event.ClaimEvents.ClaimCreated;
import dev.carewire.event.ClaimEvents.ClaimDenied;
import dev.carewire.event.ClaimEvents.ClaimPaid;
import dev.carewire.event.ClaimEvents.ClaimStatusChanged;
import dev.carewire.event.ClaimEvents.ClaimSubmitted;
import dev.carewire.event.ClaimEvents.ClaimUpdated;
import dev.carewire.event.ClaimSnapshot;
import dev.carewire.event.ClaimStatus;
import dev.carewire.identity.TenantId;

/**
 * Publishes events about claims. Every method joins the open transaction and blocks, like those of {@link Emit} for
 * stored data.
 */
public final class ClaimEmit {

    private final Emit emit;

    /** Helpers that publish through {@code emit}. */
    public ClaimEmit(Emit emit) {
        this.emit = emit;
    }

    public void emitClaimCreated(TenantId tenant, ClaimSnapshot claim) {
        emit.publish(tenant, ClaimEvents.CLAIM_CREATED, new ClaimCreated(claim));
    }

    public void emitClaimUpdated(TenantId tenant, ClaimSnapshot claim) {
        emit.publish(tenant, ClaimEvents.CLAIM_UPDATED, new ClaimUpdated(claim));
    }

    public void emitClaimStatusChanged(TenantId tenant, String claimId, ClaimStatus oldStatus, ClaimStatus newStatus) {
        emit.publish(tenant, ClaimEvents.CLAIM_STATUS_CHANGED, new ClaimStatusChanged(claimId, oldStatus, newStatus));
    }

    public void emitClaimSubmitted(TenantId tenant, String claimId, String payer) {
        emit.publish(tenant, ClaimEvents.CLAIM_SUBMITTED, new ClaimSubmitted(claimId, payer));
    }

    public void emitClaimDenied(TenantId tenant, String claimId, String reason) {
        emit.publish(tenant, ClaimEvents.CLAIM_DENIED, new ClaimDenied(claimId, reason));
    }

    public void emitClaimPaid(TenantId tenant, String claimId, long amountCents) {
        emit.publish(tenant, ClaimEvents.CLAIM_PAID, new ClaimPaid(claimId, amountCents));
    }
}
