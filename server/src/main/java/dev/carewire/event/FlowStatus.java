package dev.carewire.event;

/** A patient's position between arrival and departure. */
public enum FlowStatus implements WireNamed {
    CHECKED_IN,
    ROOMING,
    VITALS_COMPLETE,
    READY_FOR_PROVIDER,
    WITH_PROVIDER,
    CHECKOUT,
    COMPLETED
}
