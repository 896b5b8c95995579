package dev.carewire.hub;

/** How a session ended. */
public enum SessionEnd {
    /** The connection was lost or closed by the server; the client may resume the session. */
    MAY_GO_ON,
    /** The client left. */
    FINAL
}
