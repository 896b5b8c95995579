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

/** Tells a clinic's clients of claims. As {@link Emit} is for stored data: in the open transaction, and blocking. */
public final class ClaimEmit {

    private final Emit emit;

    /** Helpers that publish as {@code emit} does. */
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
