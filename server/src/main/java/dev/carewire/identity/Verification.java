package dev.carewire.identity;

/** What became of a token. */
public sealed interface Verification {

    /** The token is good. */
    record Verified(Principal principal) implements Verification {}

    /**
     * The token is not to be trusted.
     *
     * @param reason why, for metrics and logs; clients are told no more than that it is invalid
     */
    record Rejected(Reason reason) implements Verification {}

    /** The server could not find out: its keys are out of reach. The client may try again. */
    record Unavailable() implements Verification {}

    /** Why a token was refused. */
    enum Reason {
        MALFORMED,
        /** {@code alg} is none of the configured ones; {@code none} always lands here. */
        ALGORITHM,
        SIGNATURE,
        EXPIRED,
        NOT_YET_VALID,
        /** Issuer or audience is not the configured one. */
        WRONG_PARTY,
        /** No claim names the user. */
        NO_USER,
        /** The user is one of {@link ReservedUsers}. */
        RESERVED_USER
    }
}
