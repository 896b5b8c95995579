package dev.carewire.rate;

import java.util.Optional;

/**
 * How often clients may send HTTP requests.
 *
 * @param user requests of one user of a clinic; empty for no limit
 * @param backEnd requests of one back end of a clinic; empty for no limit
 * @param withoutToken requests of one address without a valid token
 * @param forged requests of one address with a token that the issuer did not sign
 */
public record RequestLimits(
        Optional<RateLimit> user, Optional<RateLimit> backEnd, AddressLimits withoutToken, AddressLimits forged) {

    /** No limit. */
    public static final RequestLimits NONE =
            new RequestLimits(Optional.empty(), Optional.empty(), AddressLimits.NONE, AddressLimits.NONE);
}
