package dev.carewire.identity;

/** The result of verifying a token. */
public sealed interface Verification {

    /**
     * The token is valid.
     *
     * @param standing whether the account may use it
     */
    record Verified(Principal principal, AccountStanding standing) implements Verification {

        /** A valid token of an account in good standing. */
        public Verified(Principal principal) {
            this(principal, AccountStanding.GOOD);
        }
    }

    /**
     * The token is not valid.
     *
     * @param reason for metrics and logs; clients only learn that the token is invalid
     */
    record Rejected(Reason reason) implements Verification {}

    /** The server could not verify the token: its keys are unreachable. The client may retry. */
    record Unavailable() implements Verification {}

    /** The same with {@link Principal#withDefaultStaffRole}. */
    default Verification withDefaultStaffRole() {
        return this instanceof Verified verified
                ? new Verified(verified.principal().withDefaultStaffRole(), verified.standing())
                : this;
    }

    /** The same for callers that reject both invalid tokens and accounts that are not in good standing. */
    default Verification strict() {
        return this instanceof Verified verified && verified.standing() != AccountStanding.GOOD
                ? new Rejected(Reason.STANDING)
                : this;
    }

    /** Whether an account with a valid token may use it. */
    enum AccountStanding {
        GOOD,
        /** The user must change their password first. */
        PASSWORD_RESET_REQUIRED
    }

    /** Why a token was rejected. */
    enum Reason {
        MALFORMED,
        /** {@code alg} is not a configured algorithm; {@code none} never is. */
        ALGORITHM,
        SIGNATURE,
        EXPIRED,
        NOT_YET_VALID,
        /** It is a refresh token, which only the issuer accepts. */
        REFRESH_TOKEN,
        /** Issuer or audience is not the configured one. */
        WRONG_PARTY,
        /** No claim names the user. */
        NO_USER,
        /** The user is one of {@link ReservedUsers}. */
        RESERVED_USER,
        /** The account is not in good standing. */
        STANDING;

        /** Whether the configured issuer signed the token, although the server does not accept it. */
        public boolean isOfGenuineToken() {
            return switch (this) {
                case MALFORMED, ALGORITHM, SIGNATURE, WRONG_PARTY -> false;
                case EXPIRED, NOT_YET_VALID, REFRESH_TOKEN, NO_USER, RESERVED_USER, STANDING -> true;
            };
        }
    }
}
