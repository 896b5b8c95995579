package dev.carewire.event;

/** Where a request for prior authorisation stands. */
public enum PriorAuthStatus implements WireNamed {
    PENDING,
    SUBMITTED,
    APPROVED,
    DENIED,
    EXPIRED
}
