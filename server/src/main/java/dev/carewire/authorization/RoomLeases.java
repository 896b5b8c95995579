package dev.carewire.authorization;

import dev.carewire.cluster.TransientTimers;
import dev.carewire.command.Caller;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Asks again about sessions in rooms before the decisions that let them join end, and evicts those whose users lost the
 * right. Sessions that joined at the same time are asked about at different times, in the last fifth of a decision's
 * life. Any thread; never blocks. Lock: this object.
 */
public final class RoomLeases {

    /** Most stays on this node. */
    static final int MAX_STAYS = 200_000;

    /** Most stays of one tenant on this node. */
    static final int MAX_STAYS_PER_TENANT = 50_000;

    /** Failed questions before a session may be evicted; with the pauses between them they take about a minute. */
    static final int ATTEMPTS = 7;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    /** The shortest pause after a question that this server had no capacity for; the longest is twice as long. */
    private static final Duration OVERLOAD_RETRY = Duration.ofSeconds(10);

    private final RoomAuthorization authorization;
    private final TransientTimers timers;
    private final Clock clock;
    private final DoubleSupplier random;
    private final Map<RoomStay, Lease> leases = new HashMap<>();
    private final Map<TenantId, Integer> staysOfTenants = new HashMap<>();

    /**
     * No leases.
     *
     * @param random numbers from 0 to 1, which spread the questions over time
     */
    public RoomLeases(RoomAuthorization authorization, TransientTimers timers, Clock clock, DoubleSupplier random) {
        this.authorization = authorization;
        this.timers = timers;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Asks again about a stay before its decision ends, until the lease ends. Replaces the stay's earlier lease.
     *
     * @return empty if there are too many stays: the session must not join
     */
    public synchronized Optional<RoomLease> add(RoomStay stay, Instant until) {
        Lease earlier = leases.get(stay);
        if (earlier != null) {
            remove(earlier);
        } else if (isFull(stay.room().tenant())) {
            return Optional.empty();
        }
        Lease lease = new Lease(stay, until);
        leases.put(stay, lease);
        staysOfTenants.merge(stay.room().tenant(), 1, Integer::sum);
        schedule(lease, timeToRenewal(until));
        return Optional.of(() -> remove(lease));
    }

    private boolean isFull(TenantId tenant) {
        return leases.size() >= MAX_STAYS || staysOfTenants.getOrDefault(tenant, 0) >= MAX_STAYS_PER_TENANT;
    }

    private Duration timeToRenewal(Instant until) {
        Duration lifetime = Duration.between(clock.instant(), until);
        return lifetime.isNegative() ? Duration.ZERO : lifetime.minus(spread(lifetime.dividedBy(5)));
    }

    private Duration spread(Duration range) {
        return Duration.ofMillis((long) (range.toMillis() * random.getAsDouble()));
    }

    private void schedule(Lease lease, Duration delay) {
        lease.timer = timers.schedule(delay, () -> ask(lease));
    }

    private void ask(Lease lease) {
        Optional<Caller> caller = lease.stay.caller();
        if (caller.isEmpty()) {
            remove(lease);
            return;
        }
        authorization.decide(caller.get(), lease.stay.room()).thenAccept(decision -> onDecision(lease, decision));
    }

    private void onDecision(Lease lease, RoomDecision decision) {
        if (decision instanceof RoomDecision.Allowed allowed && allowed.until().isPresent()) {
            renew(lease, allowed.until().get());
        } else if (decision instanceof RoomDecision.NotAsked) {
            retry(lease, OVERLOAD_RETRY.plus(spread(OVERLOAD_RETRY)));
        } else {
            boolean continues = decision instanceof RoomDecision.Unavailable && retryAfterFailure(lease);
            if (!continues && remove(lease) && !(decision instanceof RoomDecision.Allowed)) {
                lease.stay.evict();
            }
        }
    }

    private synchronized void renew(Lease lease, Instant until) {
        lease.until = until;
        lease.failures = 0;
        retry(lease, timeToRenewal(until));
    }

    private synchronized void retry(Lease lease, Duration delay) {
        if (leases.get(lease.stay) == lease) {
            schedule(lease, delay);
        }
    }

    /**
     * Counts a failed question, and asks again after a pause that doubles from failure to failure.
     *
     * @return false if enough questions failed and the last decision has ended
     */
    private synchronized boolean retryAfterFailure(Lease lease) {
        lease.failures++;
        if (lease.failures >= ATTEMPTS && !clock.instant().isBefore(lease.until)) {
            return false;
        }
        int doublings = Math.min(lease.failures, ATTEMPTS - 1) - 1;
        retry(lease, FIRST_RETRY.multipliedBy(1L << doublings));
        return true;
    }

    /** Whether the lease was still that of the stay, which may have ended and begun again meanwhile. */
    private synchronized boolean remove(Lease lease) {
        if (!leases.remove(lease.stay, lease)) {
            return false;
        }
        lease.timer.cancel();
        staysOfTenants.computeIfPresent(lease.stay.room().tenant(), (tenant, stays) -> stays == 1 ? null : stays - 1);
        return true;
    }

    /** The number of stays. */
    synchronized int size() {
        return leases.size();
    }

    /** The next question about one stay. Lock: that of the leases. */
    private static final class Lease {
        private final RoomStay stay;
        private Instant until;
        private int failures;
        private TransientTimers.ScheduledTask timer = () -> {};

        private Lease(RoomStay stay, Instant until) {
            this.stay = stay;
            this.until = until;
        }
    }
}
