package dev.carewire.event;

/** The way of a claim to its payer. */
public enum ClaimStatus implements WireNamed {
    DRAFT,
    /** Checked for formal faults. */
    SCRUBBED,
    READY,
    SUBMITTED,
    ACCEPTED,
    DENIED,
    PAID,
    APPEALED
}
