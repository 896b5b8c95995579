package dev.carewire.presence;

import dev.carewire.cluster.TransientTimers;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.emit.Emit;
import dev.carewire.event.PresenceEvents.ChartViewer;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.PresenceStatus;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Publishes to a tenant which users are present and which charts they have open. A user counts once, regardless of the
 * number of sessions, and is away when all of them are.
 *
 * <p>An ended session keeps its status and charts for the {@link PresencePolicy#offlineGrace grace period}, so that
 * a page reload is not a departure. A chart stays open while something holds it: a session, or
 * a lease that is acquired and renewed over HTTP. Displays are read-only and never present.
 *
 * <p>Any thread; no method blocks, unless it states so. Events of one tenant are published in order. State is bounded
 * by this node's sessions with at most {@value #MAX_OPEN_CHARTS} charts each, by
 * {@value UserPresence#MAX_ENDED_SESSIONS} ended sessions of each user, and by {@value #MAX_LEASES} leases. Lock: one
 * per tenant, held while publishing.
 */
public final class Presence {

    /** Most open charts of one session, and of one user over HTTP. */
    public static final int MAX_OPEN_CHARTS = 32;

    /** Most users in one list of present users or of a chart's viewers. */
    public static final int MAX_LISTED = 1_000;

    /** Most charts open over HTTP on this node. */
    static final int MAX_LEASES = 10_000;

    private final Emit emit;
    private final LastSeen lastSeen;
    private final TransientTimers timers;
    private final PresencePolicy policy;
    private final Clock clock;
    private final Map<TenantId, ClinicPresence> clinics = new ConcurrentHashMap<>();
    private final AtomicInteger leases = new AtomicInteger();

    /** Presence without users. */
    public Presence(Emit emit, LastSeen lastSeen, TransientTimers timers, PresencePolicy policy, Clock clock) {
        this.emit = emit;
        this.lastSeen = lastSeen;
        this.timers = timers;
        this.policy = policy;
        this.clock = clock;
    }

    /** Starts a session of the caller, or resumes it during its grace period. Does nothing for a known one. */
    public void connected(Caller caller, String sessionId) {
        if (Access.maySend(caller.principal())) {
            runInClinic(caller.tenant(), clinic -> clinic.startSession(caller, sessionId));
        }
    }

    /** Ends a session of the caller, with its open charts, after the grace period. Does nothing for an unknown one. */
    public void disconnected(Caller caller, String sessionId) {
        TenantId tenant = caller.tenant();
        runInClinic(
                tenant,
                clinic -> clinic.endSession(caller, sessionId).ifPresent(session -> {
                    if (policy.offlineGrace().isZero()) {
                        clinic.expireSession(caller.userId(), sessionId, session);
                    } else {
                        session.setDepartureTimer(timers.schedule(
                                policy.offlineGrace(),
                                () -> runInClinic(
                                        tenant, later -> later.expireSession(caller.userId(), sessionId, session))));
                    }
                }));
    }

    /**
     * Sets the caller's status in one session. All other sessions receive the user's resulting status, even if
     * unchanged: away only if all the user's sessions are. Does nothing for an ended session.
     *
     * @throws RejectedException {@code INVALID} for {@code OFFLINE}, which follows only from the end of the last
     *     session
     */
    public void setStatus(Caller caller, String sessionId, PresenceStatus status) {
        if (status == PresenceStatus.OFFLINE) {
            throw RejectedException.invalid("status: offline (expected: online or away)");
        }
        runInClinic(caller.tenant(), clinic -> clinic.setStatus(caller, sessionId, status));
    }

    /**
     * Records that a session opened or closed a patient's chart. A repeated call publishes nothing; does nothing for an
     * ended session.
     *
     * @param patientId a patient of the caller's tenant, verified by the calling code
     * @param viewing whether the chart was opened
     * @throws RejectedException {@code FORBIDDEN} for opening by a caller who may not see charts, {@code INVALID} when
     *     the session has {@value #MAX_OPEN_CHARTS} others open
     */
    public void setViewing(Caller caller, String sessionId, String patientId, boolean viewing) {
        if (viewing) {
            requireMayView(caller);
            runInClinic(caller.tenant(), clinic -> clinic.openChart(caller, sessionId, patientId));
        } else {
            runInClinic(caller.tenant(), clinic -> clinic.closeChart(caller, sessionId, patientId));
        }
    }

    /** Closes those charts of a session that are no longer open. Publishes nothing for the others. */
    public void closeChartsUnless(Caller caller, String sessionId, Predicate<String> isOpen) {
        runInClinic(caller.tenant(), clinic -> clinic.closeChartsUnless(caller, sessionId, isOpen));
    }

    /**
     * Opens a chart for the caller without a session, or keeps it open.
     *
     * @param patientId a patient of the caller's tenant, verified by the calling code
     * @return when the lease expires, unless renewed
     * @throws RejectedException {@code FORBIDDEN} for a caller who may not see charts, {@code INVALID} when they have
     *     {@value #MAX_OPEN_CHARTS} others open this way, {@code OVERLOADED} when this node has too many
     */
    public Instant acquireLease(Caller caller, String patientId) {
        requireMayView(caller);
        TenantId tenant = caller.tenant();
        return computeInClinic(tenant, clinic -> {
            if (clinic.findLease(caller.userId(), patientId).isEmpty()) {
                if (leases.get() >= MAX_LEASES) {
                    throw new RejectedException(Rejection.OVERLOADED, "too many charts are open");
                }
                clinic.requireLeaseCapacity(caller.userId());
                leases.incrementAndGet();
            }
            ViewingLease lease = new ViewingLease();
            lease.setExpiryTimer(timers.schedule(
                    policy.viewingLease(),
                    () -> runInClinic(tenant, later -> endLease(later, caller, patientId, lease))));
            clinic.acquireLease(caller, patientId, lease);
            return clock.instant().plus(policy.viewingLease());
        });
    }

    /** Closes a chart that was opened without a session. Does nothing if there is none. */
    public void releaseLease(Caller caller, String patientId) {
        runInClinic(
                caller.tenant(),
                clinic -> clinic.findLease(caller.userId(), patientId)
                        .ifPresent(lease -> endLease(clinic, caller, patientId, lease)));
    }

    private void endLease(ClinicPresence clinic, Caller caller, String patientId, ViewingLease lease) {
        if (clinic.releaseLease(caller.userId(), patientId, lease)) {
            leases.decrementAndGet();
        }
    }

    /**
     * Passes the present users to {@code reader}, if the caller may subscribe to the clinic: at most
     * {@value #MAX_LISTED}, in the order of arrival.
     *
     * @param reader called before anything else is published in the tenant; must not block
     */
    public void readUsers(Caller caller, Consumer<List<PresenceChanged>> reader) {
        if (Access.maySubscribeToTenant(caller.principal())) {
            runInClinic(caller.tenant(), clinic -> reader.accept(clinic.users()));
        }
    }

    /**
     * Passes the viewers of a chart to {@code reader}: at most {@value #MAX_LISTED}, in the order of opening.
     *
     * @param patientId a patient of the caller's tenant, verified by the calling code
     * @param reader called before anything else is published in the tenant; must not block
     * @throws RejectedException {@code FORBIDDEN} for a caller who may not see charts
     */
    public void readViewers(Caller caller, String patientId, Consumer<List<ChartViewer>> reader) {
        requireMayView(caller);
        runInClinic(caller.tenant(), clinic -> reader.accept(clinic.viewers(patientId)));
    }

    /**
     * The present users in the order of arrival, followed by departed ones, latest first. Blocks.
     *
     * @param limit 1 to {@value #MAX_LISTED}
     * @throws RejectedException {@code FORBIDDEN} for a caller who may not subscribe to the clinic
     */
    public List<PresenceChanged> list(Caller caller, int limit) {
        if (!Access.maySubscribeToTenant(caller.principal())) {
            throw RejectedException.forbidden("following the clinic is not allowed");
        }
        List<PresenceChanged> there = computeInClinic(caller.tenant(), ClinicPresence::users);
        Set<String> ids = there.stream().map(PresenceChanged::userId).collect(Collectors.toSet());
        Stream<PresenceChanged> gone = lastSeen.latest(caller.tenant(), limit + ids.size()).stream()
                .filter(departure -> !ids.contains(departure.userId()))
                .map(departure -> new PresenceChanged(
                        departure.userId(), departure.userName(), PresenceStatus.OFFLINE, departure.at()));
        return Stream.concat(there.stream(), gone).limit(limit).toList();
    }

    /** Records all present users as last seen now, before the server stops. Publishes nothing. */
    public void recordAllLastSeen() {
        clinics.keySet().forEach(tenant -> runInClinic(tenant, ClinicPresence::recordAllLastSeen));
    }

    /** The number of clinics with present users or open charts. */
    int size() {
        return clinics.size();
    }

    private static void requireMayView(Caller caller) {
        if (!Access.mayViewPatients(caller.principal())) {
            throw RejectedException.forbidden("viewing patients is not allowed");
        }
    }

    private void runInClinic(TenantId tenant, Consumer<ClinicPresence> work) {
        computeInClinic(tenant, clinic -> {
            work.accept(clinic);
            return Optional.empty();
        });
    }

    private <T> T computeInClinic(TenantId tenant, Function<ClinicPresence, T> work) {
        while (true) {
            ClinicPresence clinic =
                    clinics.computeIfAbsent(tenant, nobody -> new ClinicPresence(tenant, emit, lastSeen, clock));
            synchronized (clinic) {
                // A clinic whose last user is just leaving is removed from the map once its lock is free.
                if (!clinic.isClosed()) {
                    try {
                        return work.apply(clinic);
                    } finally {
                        if (clinic.closeIfEmpty()) {
                            clinics.remove(tenant, clinic);
                        }
                    }
                }
            }
        }
    }
}
