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

/** Who is there in one clinic, and whose charts they have open. Lock: this object, held by the caller of every method. */
final class ClinicPresence {

    private final TenantId tenant;
    private final Emit emit;
    private final LastSeen lastSeen;
    private final Clock clock;
    private final Map<String, PresentUser> users = new LinkedHashMap<>();

    /** By patient, then by user. */
    private final Map<String, Map<String, ChartViewer>> viewers = new LinkedHashMap<>();

    private boolean closed;

    ClinicPresence(TenantId tenant, Emit emit, LastSeen lastSeen, Clock clock) {
        this.tenant = tenant;
        this.emit = emit;
        this.lastSeen = lastSeen;
        this.clock = clock;
    }

    /** Whether this object's life has ended, and another stands for the clinic. */
    boolean isClosed() {
        return closed;
    }

    /** Ends this object's life if nobody is left; whether it has ended. */
    boolean closeIfEmpty() {
        closed = users.isEmpty();
        return closed;
    }

    /** A session begins, or goes on after its end. */
    void arrive(Caller caller, String sessionId) {
        PresentUser user = user(caller);
        if (user.live(sessionId).isPresent()) {
            return;
        }
        boolean first = !user.isThere();
        user.seen(caller.name(), clock.instant());
        Optional<PresentSession> earlier = user.session(sessionId);
        if (earlier.isEmpty()) {
            user.supersedeEnded();
        }
        PresentSession session = earlier.map(PresentSession::goOn).orElseGet(PresentSession::new);
        user.put(sessionId, session);
        user.news().ifPresent(status -> {
            PresenceChanged presence = user.presence(clock.instant());
            if (first) {
                emit.broadcastUserOnline(tenant, sessionId, presence);
            } else {
                emit.broadcastUserStatus(tenant, sessionId, presence);
            }
        });
        if (!Access.mayViewPatients(caller.principal())) {
            List<String> open = List.copyOf(session.charts());
            session.charts().clear();
            tellClosed(user, Optional.of(sessionId), open);
        }
    }

    /** A session ends and counts until it {@link #depart departs}; empty for one that is not known or has ended. */
    Optional<PresentSession> end(Caller caller, String sessionId) {
        return find(caller.userId())
                .flatMap(user -> user.live(sessionId).map(session -> {
                    session.end();
                    user.seen(caller.name(), clock.instant());
                    user.surplus()
                            .ifPresent(oldest -> user.session(oldest)
                                    .ifPresent(surplus -> depart(caller.userId(), oldest, surplus)));
                    return session;
                }));
    }

    /** A session that ended does not count any more. Does nothing if it went on. */
    void depart(String userId, String sessionId, PresentSession session) {
        find(userId).filter(user -> user.remove(sessionId, session)).ifPresent(user -> {
            session.letGo();
            forgetIfGone(userId, user);
            tellClosed(user, Optional.of(sessionId), session.charts());
            user.news().ifPresent(status -> tellLeft(sessionId, user.presence(clock.instant())));
        });
    }

    private void tellLeft(String sessionId, PresenceChanged presence) {
        if (presence.status() == PresenceStatus.OFFLINE) {
            lastSeen.left(tenant, presence);
            emit.broadcastUserOffline(tenant, presence);
        } else {
            emit.broadcastUserStatus(tenant, sessionId, presence);
        }
    }

    /** Tells the status that the user has now, whether that is news or not. */
    void setStatus(Caller caller, String sessionId, PresenceStatus status) {
        find(caller.userId())
                .ifPresent(user -> user.live(sessionId).ifPresent(session -> {
                    session.setStatus(status);
                    user.seen(caller.name(), clock.instant());
                    user.news();
                    emit.broadcastUserStatus(tenant, sessionId, user.presence(clock.instant()));
                }));
    }

    void open(Caller caller, String sessionId, String patientId) {
        find(caller.userId())
                .ifPresent(user -> user.live(sessionId)
                        .filter(session -> !session.charts().contains(patientId))
                        .ifPresent(session -> {
                            PresentUser.requireRoomFor(session.charts().size());
                            boolean first = !user.hasOpen(patientId);
                            session.charts().add(patientId);
                            if (first) {
                                tellOpened(user, Optional.of(sessionId), patientId);
                            }
                        }));
    }

    /** With a session that closes a chart, those that have ended close it too. */
    void close(Caller caller, String sessionId, String patientId) {
        find(caller.userId())
                .filter(user -> user.live(sessionId)
                        .filter(session -> session.charts().remove(patientId))
                        .isPresent())
                .ifPresent(user -> {
                    user.closeInEnded(patientId);
                    tellClosed(user, Optional.of(sessionId), List.of(patientId));
                });
    }

    /** Makes sure that the user may open one more chart over HTTP. */
    void requireRoomForLease(String userId) {
        PresentUser.requireRoomFor(
                find(userId).map(user -> user.leases().size()).orElse(0));
    }

    /** Opens a chart over HTTP, or keeps it open, until {@code lease} is released. */
    void hold(Caller caller, String patientId, ViewingLease lease) {
        PresentUser user = user(caller);
        boolean first = !user.hasOpen(patientId);
        Optional.ofNullable(user.leases().put(patientId, lease)).ifPresent(ViewingLease::cancel);
        if (first) {
            tellOpened(user, Optional.empty(), patientId);
        }
    }

    /** The lease of a chart that is open over HTTP. */
    Optional<ViewingLease> lease(String userId, String patientId) {
        return find(userId).flatMap(user -> Optional.ofNullable(user.leases().get(patientId)));
    }

    /** Closes a chart that was opened over HTTP; whether it was open by this lease. */
    boolean release(String userId, String patientId, ViewingLease lease) {
        Optional<PresentUser> holder = find(userId).filter(user -> user.leases().remove(patientId, lease));
        holder.ifPresent(user -> {
            lease.cancel();
            forgetIfGone(userId, user);
            tellClosed(user, Optional.empty(), List.of(patientId));
        });
        return holder.isPresent();
    }

    /** Who is there, in the order in which they came. */
    List<PresenceChanged> users() {
        Instant now = clock.instant();
        return users.values().stream()
                .filter(PresentUser::isThere)
                .limit(Presence.MAX_LISTED)
                .map(user -> user.presence(now))
                .toList();
    }

    /** Who has the chart open, in the order in which they opened it. */
    List<ChartViewer> viewers(String patientId) {
        return viewers.getOrDefault(patientId, Map.of()).values().stream()
                .limit(Presence.MAX_LISTED)
                .toList();
    }

    /** Notes of all who are there that they were. */
    void noteAll() {
        users.values().stream()
                .filter(PresentUser::isThere)
                .forEach(user -> lastSeen.left(tenant, user.presence(clock.instant())));
    }

    private void tellOpened(PresentUser user, Optional<String> sessionId, String patientId) {
        ChartViewer viewer = new ChartViewer(user.id(), user.name(), clock.instant());
        viewers.computeIfAbsent(patientId, chart -> new LinkedHashMap<>(2)).put(user.id(), viewer);
        tell(sessionId, new PatientViewing(user.id(), user.name(), patientId, true, Optional.of(viewer.startedAt())));
    }

    /** Of those charts that the user does not have open any other way. */
    private void tellClosed(PresentUser user, Optional<String> sessionId, Iterable<String> patientIds) {
        for (String patientId : patientIds) {
            if (!user.hasOpen(patientId)) {
                viewers.computeIfPresent(patientId, (chart, those) -> {
                    those.remove(user.id());
                    return those.isEmpty() ? null : those;
                });
                tell(sessionId, new PatientViewing(user.id(), user.name(), patientId, false, Optional.empty()));
            }
        }
    }

    private void tell(Optional<String> sessionId, PatientViewing viewing) {
        sessionId.ifPresentOrElse(
                session -> emit.broadcastPatientViewing(tenant, session, viewing),
                () -> emit.broadcastPatientViewing(tenant, viewing));
    }

    private PresentUser user(Caller caller) {
        return users.computeIfAbsent(caller.userId(), id -> new PresentUser(id, caller.name(), clock.instant()));
    }

    private Optional<PresentUser> find(String userId) {
        return Optional.ofNullable(users.get(userId));
    }

    private void forgetIfGone(String userId, PresentUser user) {
        if (user.isGone()) {
            users.remove(userId, user);
        }
    }
}
