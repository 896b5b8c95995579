package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.http.HttpErrors;
import dev.carewire.http.Response;
import dev.carewire.identity.TenantId;
import dev.carewire.rate.KeyedRateLimiter;
import dev.carewire.rate.RateLimit;
import java.time.Clock;
import java.util.Optional;

/** The rate at which each back end may send requests. Any thread; never blocks. */
final class BackEndRate {

    /** Tokens with a rate limit at a time. */
    private static final int MAX_TOKENS = 4_096;

    private final KeyedRateLimiter<Token> limiter;

    /**
     * A rate.
     *
     * @param perSecond requests per token in the long run, 1 or more
     * @param burst requests per token at once, 1 or more
     */
    BackEndRate(int perSecond, int burst, Clock clock) {
        this.limiter = new KeyedRateLimiter<>(RateLimit.perSecond(perSecond, burst), MAX_TOKENS, clock);
    }

    /**
     * Counts a request of a back end.
     *
     * @return the rejection, for a token that sends too many
     * @throws dev.carewire.command.RejectedException FORBIDDEN for other callers, which are not counted
     */
    Optional<Response> rejection(Caller caller) {
        caller.requireBackEnd();
        return limiter.tryAcquire(Token.of(caller)).map(HttpErrors::tooManyRequests);
    }

    private record Token(TenantId tenant, String userId, Optional<String> tokenId) {
        static Token of(Caller caller) {
            return new Token(
                    caller.tenant(), caller.userId(), caller.principal().tokenId());
        }
    }
}
