package dev.carewire.messaging;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.rate.KeyedRateLimiter;
import dev.carewire.rate.RateLimit;
import java.time.Clock;

/** Limits how often each user creates threads. Back ends, which act for many users, have no such limit. Any thread; never blocks. */
final class NewThreadRate {

    /** Most users that are counted at a time. */
    private static final int MAX_USERS = 16_384;

    private final KeyedRateLimiter<User> users;

    NewThreadRate(RateLimit limit, Clock clock) {
        this.users = new KeyedRateLimiter<>(limit, MAX_USERS, clock);
    }

    private record User(TenantId tenant, String id) {}

    /**
     * Counts a new thread.
     *
     * @throws RejectedException {@code TOO_MANY_REQUESTS} if its creator has created too many
     */
    void require(Caller caller) {
        if (Access.mayEmit(caller.principal())) {
            return;
        }
        users.tryAcquire(new User(caller.tenant(), caller.userId())).ifPresent(wait -> {
            throw RejectedException.tooManyRequests(
                    "threads: too many new ones (expected: a pause before the next)", wait);
        });
    }
}
