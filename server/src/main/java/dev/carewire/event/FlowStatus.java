package dev.carewire.event;

/** Where a patient stands between arrival and leaving. */
public enum FlowStatus implements WireNamed {
    CHECKED_IN,
    ROOMING,
    VITALS_COMPLETE,
    READY_FOR_PROVIDER,
    WITH_PROVIDER,
    CHECKOUT,
    COMPLETED
}
