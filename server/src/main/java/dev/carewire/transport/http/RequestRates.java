package dev.carewire.transport.http;

import dev.carewire.command.Caller;
import dev.carewire.http.Authentication.Fault;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.rate.AddressRateLimiter;
import dev.carewire.rate.KeyedRateLimiter;
import dev.carewire.rate.RateLimit;
import dev.carewire.rate.RequestLimits;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits how often clients send requests. Requests with a valid token count for their user only: a whole clinic may stand behind one
 * address. All others count for their address. Each method returns the time after which the next request is allowed; empty if this
 * one is. Any thread; never blocks.
 */
public final class RequestRates {

    /** Most users that are counted at a time, and most back ends. */
    private static final int MAX_USERS = 65_536;

    private final Optional<KeyedRateLimiter<User>> users;
    private final Optional<KeyedRateLimiter<User>> backEnds;
    private final AddressRateLimiter withoutToken;
    private final AddressRateLimiter forged;

    /** Creates rates that have counted nothing. */
    public RequestRates(RequestLimits limits, Clock clock) {
        this.users = limiter(limits.user(), clock);
        this.backEnds = limiter(limits.backEnd(), clock);
        this.withoutToken = new AddressRateLimiter(limits.withoutToken(), clock);
        this.forged = new AddressRateLimiter(limits.forged(), clock);
    }

    private static Optional<KeyedRateLimiter<User>> limiter(Optional<RateLimit> limit, Clock clock) {
        return limit.map(rate -> new KeyedRateLimiter<>(rate, MAX_USERS, clock));
    }

    private record User(TenantId tenant, String id) {}

    /** Counts a request with a valid token. */
    Optional<Duration> tryAcquire(Caller caller) {
        return (Access.mayEmit(caller.principal()) ? backEnds : users)
                .flatMap(limiter -> limiter.tryAcquire(new User(caller.tenant(), caller.userId())));
    }

    /** Counts a request that needs no token. */
    Optional<Duration> tryAcquire(SocketAddress address) {
        return withoutToken.tryAcquire(address);
    }

    /** Counts a request that is refused. */
    Optional<Duration> tryAcquire(SocketAddress address, Fault fault) {
        return switch (fault) {
            case NONE -> Optional.empty();
            case NO_VALID_TOKEN -> withoutToken.tryAcquire(address);
            case FORGED_TOKEN -> forged.tryAcquire(address);
        };
    }
}
