package dev.carewire.identity;

/** What became of a token. */
public sealed interface Verification {

    /**
     * The token is good.
     *
     * @param standing whether its bearer may go on with it
     */
    record Verified(Principal principal, AccountStanding standing) implements Verification {

        /** A good token of somebody who may go on with it. */
        public Verified(Principal principal) {
            this(principal, AccountStanding.GOOD);
        }
    }

    /**
     * The token is not to be trusted.
     *
     * @param reason why, for metrics and logs; clients are told no more than that it is invalid
     */
    record Rejected(Reason reason) implements Verification {}

    /** The server could not find out: its keys are out of reach. The client may try again. */
    record Unavailable() implements Verification {}

    /** The same for those who make no difference between a bad token and one whose bearer may not go on with it: both are refused. */
    default Verification strict() {
        return this instanceof Verified verified && verified.standing() != AccountStanding.GOOD
                ? new Rejected(Reason.STANDING)
                : this;
    }

    /** Whether somebody whose token is good may go on with it. */
    enum AccountStanding {
        GOOD,
        /** Not before they have another password. */
        PASSWORD_RESET_REQUIRED
    }

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
        RESERVED_USER,
        /** The bearer may not go on with it. */
        STANDING
    }
}
