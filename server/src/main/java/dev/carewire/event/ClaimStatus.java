package dev.carewire.event;

/** The lifecycle of a claim. */
public enum ClaimStatus implements WireNamed {
    DRAFT,
    /** Checked for formal errors. */
    SCRUBBED,
    READY,
    SUBMITTED,
    ACCEPTED,
    DENIED,
    PAID,
    APPEALED
}
