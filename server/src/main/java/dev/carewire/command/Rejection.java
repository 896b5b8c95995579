package dev.carewire.command;

/** Why a command or query is refused; each transport has one table from these to its own codes. */
public enum Rejection {
    /** A field is missing, of the wrong type, too long or contradicts another. */
    INVALID,
    /** The token that the caller presents is not to be trusted, or is not theirs. */
    UNAUTHENTICATED,
    /** A file has more bytes than it may have. */
    TOO_LARGE,
    /** The caller may not do this. */
    FORBIDDEN,
    /** There is no such record in the caller's tenant. */
    NOT_FOUND,
    /** The record is in a state that does not allow this. */
    CONFLICT,
    /** The server has too much to do; trying again later is right. */
    OVERLOADED
}
