package dev.carewire.command;

/** Why a command or query is rejected. Each transport maps these to its own codes in one table. */
public enum Rejection {
    /** A field is missing, of the wrong type, too long or contradicts another. */
    INVALID,
    /** The caller's token is invalid, or belongs to another user. */
    UNAUTHENTICATED,
    /** A file exceeds its size limit. */
    TOO_LARGE,
    /** The caller may not do this. */
    FORBIDDEN,
    /** There is no such record in the caller's tenant. */
    NOT_FOUND,
    /** The record is in a state that does not allow this. */
    CONFLICT,
    /** The record has another version than the one that the client changes. */
    PRECONDITION_FAILED,
    /**
     * The caller exceeds a rate or a share of its own, which affects no other caller. It may retry after a pause.
     * Messages of one connection above its rate, and beyond its backlog, are {@link #OVERLOADED} instead.
     */
    TOO_MANY_REQUESTS,
    /** The server, or the clinic's share of it, has no capacity left; the client may retry later. */
    OVERLOADED,
    /** The database, or another system that the command needs, is not available; the client may retry later. */
    UNAVAILABLE
}
