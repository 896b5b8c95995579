package dev.carewire.event;

import java.util.List;

/** Claims to payers. */
public final class ClaimEvents {

    public static final EventType<ClaimCreated> CLAIM_CREATED = new EventType<>(
                    "claim.created",
                    ClaimCreated.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A claim was created.")
            .stateOf(ReportedRecord.Kind.CLAIM, created -> created.claim().id());

    public static final EventType<ClaimUpdated> CLAIM_UPDATED = new EventType<>(
                    "claim.updated",
                    ClaimUpdated.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A claim changed.")
            .stateOf(ReportedRecord.Kind.CLAIM, updated -> updated.claim().id());

    public static final EventType<ClaimStatusChanged> CLAIM_STATUS_CHANGED = new EventType<>(
                    "claim.status-changed",
                    ClaimStatusChanged.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "A claim's state changed.")
            .changeOf(ReportedRecord.Kind.CLAIM, changed -> changed.claimId());

    public static final EventType<ClaimSubmitted> CLAIM_SUBMITTED = new EventType<>(
                    "claim.submitted",
                    ClaimSubmitted.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "A claim was submitted to its payer.")
            .changeOf(ReportedRecord.Kind.CLAIM, submitted -> submitted.claimId());

    public static final EventType<ClaimDenied> CLAIM_DENIED = new EventType<>(
                    "claim.denied",
                    ClaimDenied.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A payer denied a claim.")
            .changeOf(ReportedRecord.Kind.CLAIM, denied -> denied.claimId());

    public static final EventType<ClaimPaid> CLAIM_PAID = new EventType<>(
                    "claim.paid",
                    ClaimPaid.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "A payer paid a claim.")
            .changeOf(ReportedRecord.Kind.CLAIM, paid -> paid.claimId());

    static final List<EventType<?>> ALL =
            List.of(CLAIM_CREATED, CLAIM_UPDATED, CLAIM_STATUS_CHANGED, CLAIM_SUBMITTED, CLAIM_DENIED, CLAIM_PAID);

    private ClaimEvents() {}

    /** A claim was created. */
    public record ClaimCreated(ClaimSnapshot claim) {

        public ClaimCreated {
            PayloadChecks.required("claim", claim);
        }
    }

    /** A claim changed. */
    public record ClaimUpdated(ClaimSnapshot claim) {

        public ClaimUpdated {
            PayloadChecks.required("claim", claim);
        }
    }

    /** A claim's state changed. */
    public record ClaimStatusChanged(String claimId, ClaimStatus oldStatus, ClaimStatus newStatus) {

        public ClaimStatusChanged {
            claimId = PayloadChecks.id("claimId", claimId);
            PayloadChecks.required("oldStatus", oldStatus);
            PayloadChecks.required("newStatus", newStatus);
        }
    }

    /**
     * A claim was submitted to its payer.
     *
     * @param payer the payer's id, code or name
     */
    public record ClaimSubmitted(String claimId, String payer) {

        public ClaimSubmitted {
            claimId = PayloadChecks.id("claimId", claimId);
            payer = PayloadChecks.line("payer", payer);
        }
    }

    /** A payer denied a claim. */
    public record ClaimDenied(String claimId, String reason) {

        public ClaimDenied {
            claimId = PayloadChecks.id("claimId", claimId);
            reason = PayloadChecks.prose("reason", reason);
        }

        /** Omits the reason. */
        @Override
        public String toString() {
            return "ClaimDenied[" + claimId + "]";
        }
    }

    /**
     * A payer paid a claim.
     *
     * @param amountCents the amount paid, 0 or more
     */
    public record ClaimPaid(String claimId, long amountCents) {

        public ClaimPaid {
            claimId = PayloadChecks.id("claimId", claimId);
            PayloadChecks.cents("amountCents", amountCents, 0);
        }
    }
}
