package dev.carewire.clinic;

/** Whether a doctor or a room may have two appointments at the same time, and a patient two places in the queue. */
public enum Overlap {
    /** The second one is stored like any other. */
    ALLOW,
    /** The second one is rejected, unless its request allows it. The default of a clinic. */
    REFUSE
}
