package dev.carewire.clinic;

/** Whether a doctor or a room may have two appointments at the same time. */
public enum Overlap {
    /** The second appointment is stored like any other. */
    ALLOW,
    /** The second appointment is rejected, unless its request allows the overlap. The default of a clinic. */
    REFUSE
}
