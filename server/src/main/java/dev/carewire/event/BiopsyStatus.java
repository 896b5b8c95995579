package dev.carewire.event;

/** The lifecycle of a biopsy, from the order to the closed case. */
public enum BiopsyStatus implements WireNamed {
    ORDERED,
    COLLECTED,
    SENT,
    RECEIVED_BY_LAB,
    PROCESSING,
    RESULTED,
    REVIEWED,
    CLOSED
}
