package dev.carewire.dialect;

/** The rule for the session of a connected client whose token expires. */
public enum ExpiredSessions {
    /** The session continues for a limited time, as on the servers that check a token at the connect only. */
    KEEP,
    /** The server closes the session. */
    CLOSE
}
