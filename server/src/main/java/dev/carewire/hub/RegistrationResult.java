package dev.carewire.hub;

/** Whether the hub registered a session. */
public enum RegistrationResult {
    ADMITTED,
    /** This node has reached its number of sessions, in all or of the family; another one may have room. */
    NODE_FULL,
    /** The tenant has reached its number of sessions on this node. */
    TENANT_FULL,
    /** The user has reached their number of sessions on this node. */
    USER_FULL
}
