package dev.carewire.presence;

import dev.carewire.command.Caller;
import dev.carewire.emit.Emit;
import dev.carewire.event.PresenceEvents.ChartViewer;
import dev.carewire.event.PresenceEvents.PatientViewing;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.PresenceStatus;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The users present in one clinic and the charts they have open. Lock: this object, held by the caller of every method.
 */
final class ClinicPresence {

    private final TenantId tenant;
    private final Emit emit;
    private final LastSeen lastSeen;
    private final Clock clock;
    private final Map<String, UserPresence> users = new LinkedHashMap<>();

    /** By patient, then by user. */
    private final Map<String, Map<String, ChartViewer>> viewers = new LinkedHashMap<>();

    private boolean closed;

    ClinicPresence(TenantId tenant, Emit emit, LastSeen lastSeen, Clock clock) {
        this.tenant = tenant;
        this.emit = emit;
        this.lastSeen = lastSeen;
        this.clock = clock;
    }

    /** Whether this object is discarded and another one represents the clinic. */
    boolean isClosed() {
        return closed;
    }

    /** Discards this object if no user is left; whether it is discarded. */
    boolean closeIfEmpty() {
        closed = users.isEmpty();
        return closed;
    }

    /** Starts a session, or resumes it during its grace period. */
    void startSession(Caller caller, String sessionId) {
        UserPresence user = user(caller);
        if (user.liveSession(sessionId).isPresent()) {
            return;
        }
        boolean first = !user.isPresent();
        user.touch(caller.name(), clock.instant());
        Optional<SessionPresence> earlier = user.session(sessionId);
        if (earlier.isEmpty()) {
            user.supersedeEnded();
        }
        SessionPresence session = earlier.map(SessionPresence::resume).orElseGet(SessionPresence::new);
        user.put(sessionId, session);
        user.takeStatusChange().ifPresent(status -> {
            PresenceChanged presence = user.snapshot(clock.instant());
            if (first) {
                emit.broadcastUserOnline(tenant, sessionId, presence);
            } else {
                emit.broadcastUserStatus(tenant, sessionId, presence);
            }
        });
        if (!Access.mayViewPatients(caller.principal())) {
            List<String> open = List.copyOf(session.charts());
            session.charts().clear();
            publishClosed(user, Optional.of(sessionId), open);
        }
    }

    /**
     * Ends a session, which still counts until it {@link #expireSession expires}; empty for an unknown or ended one.
     */
    Optional<SessionPresence> endSession(Caller caller, String sessionId) {
        return find(caller.userId())
                .flatMap(user -> user.liveSession(sessionId).map(session -> {
                    session.end();
                    user.touch(caller.name(), clock.instant());
                    user.oldestExcessSession()
                            .ifPresent(oldest -> user.session(oldest)
                                    .ifPresent(surplus -> expireSession(caller.userId(), oldest, surplus)));
                    return session;
                }));
    }

    /** Removes an ended session. Does nothing if it was resumed. */
    void expireSession(String userId, String sessionId, SessionPresence session) {
        find(userId).filter(user -> user.remove(sessionId, session)).ifPresent(user -> {
            session.cancelDeparture();
            removeIfEmpty(userId, user);
            publishClosed(user, Optional.of(sessionId), session.charts());
            user.takeStatusChange().ifPresent(status -> publishDeparture(sessionId, user.snapshot(clock.instant())));
        });
    }

    private void publishDeparture(String sessionId, PresenceChanged presence) {
        if (presence.status() == PresenceStatus.OFFLINE) {
            lastSeen.recordDeparture(tenant, presence);
            emit.broadcastUserOffline(tenant, presence);
        } else {
            emit.broadcastUserStatus(tenant, sessionId, presence);
        }
    }

    /** Publishes the user's resulting status, even if it has not changed. */
    void setStatus(Caller caller, String sessionId, PresenceStatus status) {
        find(caller.userId())
                .ifPresent(user -> user.liveSession(sessionId).ifPresent(session -> {
                    session.setStatus(status);
                    user.touch(caller.name(), clock.instant());
                    user.takeStatusChange();
                    emit.broadcastUserStatus(tenant, sessionId, user.snapshot(clock.instant()));
                }));
    }

    void openChart(Caller caller, String sessionId, String patientId) {
        find(caller.userId())
                .ifPresent(user -> user.liveSession(sessionId)
                        .filter(session -> !session.charts().contains(patientId))
                        .ifPresent(session -> {
                            UserPresence.requireChartCapacity(session.charts().size());
                            boolean first = !user.hasOpen(patientId);
                            session.charts().add(patientId);
                            if (first) {
                                publishOpened(user, Optional.of(sessionId), patientId);
                            }
                        }));
    }

    /** Closing a chart in one session also closes it in the user's ended sessions. */
    void closeChart(Caller caller, String sessionId, String patientId) {
        find(caller.userId())
                .filter(user -> user.liveSession(sessionId)
                        .filter(session -> session.charts().remove(patientId))
                        .isPresent())
                .ifPresent(user -> {
                    user.closeChartInEndedSessions(patientId);
                    publishClosed(user, Optional.of(sessionId), List.of(patientId));
                });
    }

    /** {@linkplain #closeChart Closes} those charts of a session that are no longer open. */
    void closeChartsUnless(Caller caller, String sessionId, Predicate<String> isOpen) {
        find(caller.userId())
                .flatMap(user -> user.liveSession(sessionId))
                .ifPresent(session -> session.charts().stream()
                        .filter(isOpen.negate())
                        .toList()
                        .forEach(patientId -> closeChart(caller, sessionId, patientId)));
    }

    /** Checks that the user may open another chart over HTTP. */
    void requireLeaseCapacity(String userId) {
        UserPresence.requireChartCapacity(
                find(userId).map(user -> user.leases().size()).orElse(0));
    }

    /** Opens a chart over HTTP, or keeps it open, until {@code lease} is released. */
    void acquireLease(Caller caller, String patientId, ViewingLease lease) {
        UserPresence user = user(caller);
        boolean first = !user.hasOpen(patientId);
        Optional.ofNullable(user.leases().put(patientId, lease)).ifPresent(ViewingLease::cancel);
        if (first) {
            publishOpened(user, Optional.empty(), patientId);
        }
    }

    /** The lease of a chart that is open over HTTP. */
    Optional<ViewingLease> findLease(String userId, String patientId) {
        return find(userId).flatMap(user -> Optional.ofNullable(user.leases().get(patientId)));
    }

    /** Closes a chart that was opened over HTTP; whether it was open under this lease. */
    boolean releaseLease(String userId, String patientId, ViewingLease lease) {
        Optional<UserPresence> holder =
                find(userId).filter(user -> user.leases().remove(patientId, lease));
        holder.ifPresent(user -> {
            lease.cancel();
            removeIfEmpty(userId, user);
            publishClosed(user, Optional.empty(), List.of(patientId));
        });
        return holder.isPresent();
    }

    /** The present users, in the order of arrival. */
    List<PresenceChanged> users() {
        Instant now = clock.instant();
        return users.values().stream()
                .filter(UserPresence::isPresent)
                .limit(Presence.MAX_LISTED)
                .map(user -> user.snapshot(now))
                .toList();
    }

    /** The users who have the chart open, in the order of opening. */
    List<ChartViewer> viewers(String patientId) {
        return viewers.getOrDefault(patientId, Map.of()).values().stream()
                .limit(Presence.MAX_LISTED)
                .toList();
    }

    /** Records all present users as last seen now. */
    void recordAllLastSeen() {
        users.values().stream()
                .filter(UserPresence::isPresent)
                .forEach(user -> lastSeen.recordDeparture(tenant, user.snapshot(clock.instant())));
    }

    private void publishOpened(UserPresence user, Optional<String> sessionId, String patientId) {
        ChartViewer viewer = new ChartViewer(user.id(), user.name(), clock.instant());
        viewers.computeIfAbsent(patientId, chart -> new LinkedHashMap<>(2)).put(user.id(), viewer);
        publish(
                sessionId,
                new PatientViewing(user.id(), user.name(), patientId, true, Optional.of(viewer.startedAt())));
    }

    /** Publishes the closing of those charts that the user no longer has open in any way. */
    private void publishClosed(UserPresence user, Optional<String> sessionId, Iterable<String> patientIds) {
        for (String patientId : patientIds) {
            if (!user.hasOpen(patientId)) {
                viewers.computeIfPresent(patientId, (chart, those) -> {
                    those.remove(user.id());
                    return those.isEmpty() ? null : those;
                });
                publish(sessionId, new PatientViewing(user.id(), user.name(), patientId, false, Optional.empty()));
            }
        }
    }

    private void publish(Optional<String> sessionId, PatientViewing viewing) {
        sessionId.ifPresentOrElse(
                session -> emit.broadcastPatientViewing(tenant, session, viewing),
                () -> emit.broadcastPatientViewing(tenant, viewing));
    }

    private UserPresence user(Caller caller) {
        return users.computeIfAbsent(caller.userId(), id -> new UserPresence(id, caller.name(), clock.instant()));
    }

    private Optional<UserPresence> find(String userId) {
        return Optional.ofNullable(users.get(userId));
    }

    private void removeIfEmpty(String userId, UserPresence user) {
        if (user.isEmpty()) {
            users.remove(userId, user);
        }
    }
}
