package dev.carewire.messaging;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.identity.TenantId;
import java.util.HashMap;
import java.util.Map;

/** Counts the uploads in progress against their limits. Any thread; never blocks. Lock: this object. */
final class UploadPlaces {

    private final UploadLimits limits;
    private final Map<User, Integer> ofUsers = new HashMap<>();
    private final Map<TenantId, Integer> ofTenants = new HashMap<>();
    private int all;

    UploadPlaces(UploadLimits limits) {
        this.limits = limits;
    }

    private record User(TenantId tenant, String id) {}

    /**
     * Occupies a place, which the caller {@linkplain #release releases}.
     *
     * @throws RejectedException {@code TOO_MANY_REQUESTS} if the user has too many uploads, {@code OVERLOADED} if the clinic
     *     or the server has
     */
    synchronized void occupy(Caller caller) {
        User user = new User(caller.tenant(), caller.userId());
        require(Rejection.TOO_MANY_REQUESTS, "user", ofUsers.getOrDefault(user, 0), limits.perUser());
        require(Rejection.OVERLOADED, "clinic", ofTenants.getOrDefault(caller.tenant(), 0), limits.perTenant());
        require(Rejection.OVERLOADED, "server", all, limits.perNode());
        ofUsers.merge(user, 1, Integer::sum);
        ofTenants.merge(caller.tenant(), 1, Integer::sum);
        all++;
    }

    private static void require(Rejection excess, String holder, int running, int most) {
        if (running >= most) {
            throw new RejectedException(
                    excess, "uploads: too many of this " + holder + " (expected: at most " + most + " at a time)");
        }
    }

    synchronized void release(Caller caller) {
        ofUsers.computeIfPresent(
                new User(caller.tenant(), caller.userId()), (user, number) -> number == 1 ? null : number - 1);
        ofTenants.computeIfPresent(caller.tenant(), (tenant, number) -> number == 1 ? null : number - 1);
        all--;
    }
}
