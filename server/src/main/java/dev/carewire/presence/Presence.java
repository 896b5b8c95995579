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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells a tenant who is there and who has which chart open. A user is there once however many sessions they have, and away when
 * all of them are. A session that has ended counts for the {@link PresencePolicy#offlineGrace grace}, with its status and its
 * charts: whoever reloads a page, or whose network fails for a moment, has not left. A chart is open until nothing holds it any
 * more: a session, whose heartbeat is that of its connection, or a lease taken and renewed over HTTP. Displays only watch: they
 * are nobody here.
 *
 * <p>Any thread; no method blocks, unless it says so. What is told in one tenant is told in the order in which it happened. State
 * is bounded by the sessions of this node, each with at most {@value #MAX_OPEN_CHARTS} charts, by {@value UserPresence#MAX_ENDED_SESSIONS}
 * ended ones of each user, and by {@value #MAX_LEASES} leases. Lock: one per tenant, held while telling.
 */
public final class Presence {

    /** Charts one session may have open, and one user over HTTP. */
    public static final int MAX_OPEN_CHARTS = 32;

    /** Users in one list of who is there, or of who has a chart open. */
    public static final int MAX_LISTED = 1_000;

    /** Charts that may be open over HTTP on this node. */
    static final int MAX_LEASES = 10_000;

    private final Emit emit;
    private final LastSeen lastSeen;
    private final TransientTimers alarms;
    private final PresencePolicy policy;
    private final Clock clock;
    private final Map<TenantId, ClinicPresence> clinics = new ConcurrentHashMap<>();
    private final AtomicInteger leases = new AtomicInteger();

    /** Nobody is there yet. */
    public Presence(Emit emit, LastSeen lastSeen, TransientTimers alarms, PresencePolicy rules, Clock clock) {
        this.emit = emit;
        this.lastSeen = lastSeen;
        this.alarms = alarms;
        this.policy = rules;
        this.clock = clock;
    }

    /**
     * A session of the caller began, or goes on as it was before it ended. Does nothing for one that is known.
     */
    public void connected(Caller caller, String sessionId) {
        if (Access.maySend(caller.principal())) {
            runInClinic(caller.tenant(), clinic -> clinic.startSession(caller, sessionId));
        }
    }

    /** A session of the caller ended: after the grace, with every chart it had open. Does nothing for one that is not known. */
    public void disconnected(Caller caller, String sessionId) {
        TenantId tenant = caller.tenant();
        runInClinic(
                tenant,
                clinic -> clinic.endSession(caller, sessionId).ifPresent(session -> {
                    if (policy.offlineGrace().isZero()) {
                        clinic.expireSession(caller.userId(), sessionId, session);
                    } else {
                        session.setDepartureTimer(alarms.schedule(
                                policy.offlineGrace(),
                                () -> runInClinic(
                                        tenant, later -> later.expireSession(caller.userId(), sessionId, session))));
                    }
                }));
    }

    /**
     * The caller says whether they can be reached through a session. Everybody but that session is told the status that results,
     * also when it is no news: away only if all the user's sessions are. Does nothing for a session that has ended.
     *
     * @throws RejectedException {@code INVALID} for {@code OFFLINE}, which only the end of the last session brings
     */
    public void setStatus(Caller caller, String sessionId, PresenceStatus status) {
        if (status == PresenceStatus.OFFLINE) {
            throw RejectedException.invalid("status: offline (expected: online or away)");
        }
        runInClinic(caller.tenant(), clinic -> clinic.setStatus(caller, sessionId, status));
    }

    /**
     * A session opened or closed a patient's chart. What is so already is not told again; does nothing for a session that has
     * ended.
     *
     * @param patientId a patient of the caller's tenant, which the calling code has made sure of
     * @param viewing whether the chart was opened
     * @throws RejectedException {@code FORBIDDEN} for opening by a caller who may not see charts, {@code INVALID} when the
     *     session has {@value #MAX_OPEN_CHARTS} others open
     */
    public void setViewing(Caller caller, String sessionId, String patientId, boolean viewing) {
        if (viewing) {
            requireMayView(caller);
            runInClinic(caller.tenant(), clinic -> clinic.openChart(caller, sessionId, patientId));
        } else {
            runInClinic(caller.tenant(), clinic -> clinic.closeChart(caller, sessionId, patientId));
        }
    }

    /**
     * The caller has a chart open without a session, or keeps it open.
     *
     * @param patientId a patient of the caller's tenant, which the calling code has made sure of
     * @return until when, unless it is renewed before
     * @throws RejectedException {@code FORBIDDEN} for a caller who may not see charts, {@code INVALID} when they have
     *     {@value #MAX_OPEN_CHARTS} others open this way, {@code OVERLOADED} when too many have
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
            lease.setExpiryTimer(alarms.schedule(
                    policy.viewingLease(),
                    () -> runInClinic(tenant, later -> endLease(later, caller, patientId, lease))));
            clinic.acquireLease(caller, patientId, lease);
            return clock.instant().plus(policy.viewingLease());
        });
    }

    /** The caller closes a chart that was opened without a session. Does nothing if there is none. */
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
     * Shows who is there, if the caller may follow the clinic: at most {@value #MAX_LISTED}, those who came first.
     *
     * @param reader given the list before anything else is told in the tenant; must not block
     */
    public void readUsers(Caller caller, Consumer<List<PresenceChanged>> reader) {
        if (Access.maySubscribeToTenant(caller.principal())) {
            runInClinic(caller.tenant(), clinic -> reader.accept(clinic.users()));
        }
    }

    /**
     * Shows who has a chart open: at most {@value #MAX_LISTED}, those who opened it first.
     *
     * @param patientId a patient of the caller's tenant, which the calling code has made sure of
     * @param reader given the list before anything else is told in the tenant; must not block
     * @throws RejectedException {@code FORBIDDEN} for a caller who may not see charts
     */
    public void readViewers(Caller caller, String patientId, Consumer<List<ChartViewer>> reader) {
        requireMayView(caller);
        runInClinic(caller.tenant(), clinic -> reader.accept(clinic.viewers(patientId)));
    }

    /**
     * Who is there, in the order in which they came, and then who was there last, the latest first. Blocks.
     *
     * @param limit 1 to {@value #MAX_LISTED}
     * @throws RejectedException {@code FORBIDDEN} for a caller who may not follow the clinic
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

    /** Remembers of all who are there that they were, before the server stops. Tells nobody. */
    public void recordAllLastSeen() {
        clinics.keySet().forEach(tenant -> runInClinic(tenant, ClinicPresence::recordAllLastSeen));
    }

    /** Clinics in which somebody is there or has a chart open. */
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
                // One from which the last user is just leaving is out of the map once its lock is free.
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
