package dev.carewire.event;

/** The lifecycle of a request for prior authorization. */
public enum PriorAuthStatus implements WireNamed {
    PENDING,
    SUBMITTED,
    APPROVED,
    DENIED,
    EXPIRED
}
