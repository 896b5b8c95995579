package dev.carewire.authorization;

import dev.carewire.cluster.TransientTimers;
import dev.carewire.command.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks again about sessions in rooms when the decision that let them join ends, and evicts those whose users lost the
 * right. Without an answer, it asks {@value #ATTEMPTS} times before it evicts. Any thread; never blocks. Lock: this
 * object.
 */
public final class RoomLeases {

    /** Most stays on this node. */
    static final int MAX_STAYS = 200_000;

    /** Questions without an answer before a session is evicted. */
    static final int ATTEMPTS = 3;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    private final RoomAuthorization authorization;
    private final TransientTimers timers;
    private final Clock clock;
    private final Map<RoomStay, Lease> leases = new HashMap<>();

    /** No leases. */
    public RoomLeases(RoomAuthorization authorization, TransientTimers timers, Clock clock) {
        this.authorization = authorization;
        this.timers = timers;
        this.clock = clock;
    }

    /**
     * Asks again about a stay once its decision ends, until the stay is over. Does nothing for a known stay.
     *
     * @return false if there are too many stays: the session must not join
     */
    public synchronized boolean add(RoomStay stay, Instant until) {
        if (leases.containsKey(stay)) {
            return true;
        }
        if (leases.size() >= MAX_STAYS) {
            return false;
        }
        Lease lease = new Lease();
        leases.put(stay, lease);
        schedule(stay, lease, until, 1);
        return true;
    }

    /** The session has left the room. Does nothing for an unknown stay. */
    public synchronized void remove(RoomStay stay) {
        Lease lease = leases.remove(stay);
        if (lease != null) {
            lease.timer.cancel();
        }
    }

    private void schedule(RoomStay stay, Lease lease, Instant at, int attempt) {
        Duration delay = Duration.between(clock.instant(), at);
        lease.timer = timers.schedule(delay.isNegative() ? Duration.ZERO : delay, () -> ask(stay, lease, attempt));
    }

    private void ask(RoomStay stay, Lease lease, int attempt) {
        Optional<Caller> caller = stay.caller();
        if (caller.isEmpty()) {
            end(stay, lease);
            return;
        }
        authorization.decide(caller.get(), stay.room()).thenAccept(decision -> {
            if (decision instanceof RoomDecision.Allowed allowed
                    && allowed.until().isPresent()) {
                renew(stay, lease, allowed.until().get(), 1);
            } else if (decision instanceof RoomDecision.Unavailable && attempt < ATTEMPTS) {
                renew(stay, lease, clock.instant().plus(FIRST_RETRY.multipliedBy(attempt)), attempt + 1);
            } else if (end(stay, lease) && !(decision instanceof RoomDecision.Allowed)) {
                stay.evict();
            }
        });
    }

    private synchronized void renew(RoomStay stay, Lease lease, Instant at, int attempt) {
        if (leases.get(stay) == lease) {
            schedule(stay, lease, at, attempt);
        }
    }

    /** Whether the lease was still that of the stay, which may have ended and begun again meanwhile. */
    private synchronized boolean end(RoomStay stay, Lease lease) {
        return leases.remove(stay, lease);
    }

    /** The number of stays. */
    synchronized int size() {
        return leases.size();
    }

    /** The time of the next question about one stay. Lock: that of the leases. */
    private static final class Lease {
        private TransientTimers.ScheduledTask timer = () -> {};
    }
}
