package dev.carewire.hub;

/** Whether a session was taken in. */
public enum RegistrationResult {
    ADMITTED,
    /** This node is full; another may not be. */
    NODE_FULL,
    /** The tenant has as many sessions as it may have here. */
    TENANT_FULL,
    /** The user has as many sessions as they may have here. */
    USER_FULL
}
