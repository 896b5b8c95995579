package dev.carewire.emission;

/** An event as requested by a back end; not validated yet. */
public sealed interface RequestedEvent permits Emission, VerbatimEmission {

    /** Its position in the request, as a prefix for field names in rejections; empty for a single event. */
    String fieldPrefix();

    /** Its name. */
    String event();
}
