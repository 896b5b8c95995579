package dev.carewire.transport.session;

import dev.carewire.rate.AddressLimits;
import dev.carewire.rate.AddressRateLimiter;
import dev.carewire.refusal.Refusals;
import java.net.SocketAddress;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Bounds the connections that have no session, and the tokens that are not genuine. Whole clinics stand behind one address, so the gate
 * never rejects a connection for its address: the next token may be valid. Instead, the connection that waits longest leaves its place to
 * a new one. A client of an address with too many failures has only one attempt on a connection. The edges of all protocols share one gate.
 * Any thread; never blocks.
 */
public final class ConnectGate {

    /** Connections of one address that may be without a session at a time: all pages of a large clinic after a restart. */
    static final int MAX_PENDING_PER_ADDRESS = 2_500;

    private final AddressLimits limits;
    private final AddressRateLimiter failures;
    private final Refusals refusals;

    /** Connections without a session by address, the oldest first. Sets change only within the map's own operations. */
    private final Map<Object, Set<ConnectAttempt>> pending = new ConcurrentHashMap<>();

    private final AtomicBoolean closed = new AtomicBoolean();

    /** Creates an open gate whose refusals only the log shows. */
    public ConnectGate(AddressLimits limits, Clock clock) {
        this(limits, clock, new Refusals(clock));
    }

    /**
     * Creates an open gate.
     *
     * @param limits tokens of an address that are not genuine
     * @param refusals receives what the gate and its edges refuse
     */
    public ConnectGate(AddressLimits limits, Clock clock, Refusals refusals) {
        this.refusals = refusals;
        this.limits = limits;
        this.failures = new AddressRateLimiter(limits, clock);
    }

    /** Whether the server accepts new sessions: it is not stopping. */
    public boolean isOpen() {
        return !closed.get();
    }

    /**
     * Counts a connection until its client has a session or the connection is closed.
     *
     * @param close closes the connection if it has to leave its place to another; any thread
     */
    public ConnectAttempt begin(SocketAddress address, Runnable close) {
        ConnectAttempt attempt = new ConnectAttempt(this, address, close);
        AtomicReference<ConnectAttempt> yielding = new AtomicReference<>();
        pending.compute(AddressRateLimiter.key(address), (key, before) -> {
            Set<ConnectAttempt> waiting = before == null ? new LinkedHashSet<>(2) : before;
            if (limits.perSecond() > 0 && waiting.size() >= MAX_PENDING_PER_ADDRESS) {
                yielding.set(oldest(waiting));
            }
            waiting.add(attempt);
            return waiting;
        });
        Optional.ofNullable(yielding.get()).ifPresent(oldest -> {
            refusals.onYield(address);
            oldest.makeRoom();
        });
        return attempt;
    }

    /** A client with a genuine token leaves its place only if all others have one, too. */
    private static ConnectAttempt oldest(Set<ConnectAttempt> waiting) {
        return waiting.stream()
                .filter(attempt -> !attempt.isExcused())
                .findFirst()
                .orElseGet(() -> waiting.iterator().next());
    }

    /** Reports the rejection of a page from {@code origin} to log and metrics. */
    public void reportOrigin(SocketAddress address, String origin) {
        refusals.onOrigin(address, origin);
    }

    void release(ConnectAttempt attempt) {
        pending.computeIfPresent(AddressRateLimiter.key(attempt.address()), (key, waiting) -> {
            waiting.remove(attempt);
            return waiting.isEmpty() ? null : waiting;
        });
    }

    /** Counts a failure, and returns whether the address may have more of them now. */
    boolean countFailure(SocketAddress address) {
        return failures.tryAcquire(address).isEmpty();
    }

    /** Rejects all further sessions. Returns whether this call closed the gate. */
    public boolean close() {
        return closed.compareAndSet(false, true);
    }
}
