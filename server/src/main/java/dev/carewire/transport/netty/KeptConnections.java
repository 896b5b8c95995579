package dev.carewire.transport.netty;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts the HTTP connections that each user keeps. One for the port; any thread. */
final class KeptConnections {

    private final int maxPerUser;
    private final ConcurrentMap<KnownUser, Integer> connections = new ConcurrentHashMap<>();

    /** @param maxPerUser connections that may count for one user, 1 or more; further ones count for their address */
    KeptConnections(int maxPerUser) {
        this.maxPerUser = maxPerUser;
    }

    /** Counts a connection for its user, unless the user has the most already. */
    boolean tryAcquire(KnownUser user) {
        if (connections.merge(user, 1, Integer::sum) <= maxPerUser) {
            return true;
        }
        release(user);
        return false;
    }

    /** A counted connection is not the user's any more. */
    void release(KnownUser user) {
        connections.computeIfPresent(user, (key, kept) -> kept == 1 ? null : kept - 1);
    }
}
