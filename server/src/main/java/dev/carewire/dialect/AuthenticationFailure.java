package dev.carewire.dialect;

import dev.carewire.identity.Verification;

/**
 * Whether a rejection counts as a failed authentication against the client's address. After a restart, all pages of a
 * clinic may present expired tokens from one address. These must not lock out the valid tokens behind the same address.
 */
public enum AuthenticationFailure {
    /** The token is missing or not genuine. */
    COUNTED,
    /** The token is genuine but may not be used now, or the server could not verify it. */
    EXCUSED;

    /** For the result of verifying a client's token. */
    public static AuthenticationFailure of(Verification verification) {
        return verification instanceof Verification.Rejected rejected
                        && !rejected.reason().isOfGenuineToken()
                ? COUNTED
                : EXCUSED;
    }
}
