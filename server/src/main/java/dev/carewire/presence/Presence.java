package dev.carewire.presence;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.Emit;
import dev.carewire.event.PresenceEvents.PatientViewing;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.PresenceStatus;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a tenant who is there and who has which chart open. A user is there once however many sessions they have: the first
 * one brings them online, the last one's end takes them offline, and a chart is open until the last session that opened it
 * closes it or ends. Displays only watch: they are nobody here.
 *
 * <p>Any thread; no method blocks. What is told of one user is told in the order in which it happened. State is bounded by
 * the sessions of this node, each with at most {@value #MAX_OPEN_CHARTS} charts. Lock: one per user, held while telling.
 */
public final class Presence {

    /** Charts one session may have open. */
    public static final int MAX_OPEN_CHARTS = 32;

    private final Emit emit;
    private final Clock clock;
    private final Map<UserKey, PresentUser> users = new ConcurrentHashMap<>();

    /** Nobody is there yet. */
    public Presence(Emit emit, Clock clock) {
        this.emit = emit;
        this.clock = clock;
    }

    /** A session of the caller began. Does nothing for one that is known. */
    public void connected(Caller caller, String sessionId) {
        if (!Access.maySend(caller.principal())) {
            return;
        }
        UserKey key = UserKey.of(caller);
        boolean arrived;
        do {
            // A user who is just leaving is out of the map once their lock is free.
            arrived = arrive(users.computeIfAbsent(key, nobody -> new PresentUser()), caller, sessionId);
        } while (!arrived);
    }

    /** A session of the caller ended, and with it every chart it had open. Does nothing for one that is not known. */
    public void disconnected(Caller caller, String sessionId) {
        UserKey key = UserKey.of(caller);
        find(key).ifPresent(user -> {
            synchronized (user) {
                user.remove(sessionId).ifPresent(charts -> {
                    try {
                        tellEnd(user, caller, sessionId, charts);
                    } finally {
                        if (user.leave()) {
                            users.remove(key, user);
                        }
                    }
                });
            }
        });
    }

    /**
     * The caller says whether they can be reached; everybody but that session is told, also when it is no news. Does nothing
     * for a session that has ended.
     *
     * @throws RejectedException {@code INVALID} for {@code OFFLINE}, which only the end of the last session brings
     */
    public void setStatus(Caller caller, String sessionId, PresenceStatus status) {
        if (status == PresenceStatus.OFFLINE) {
            throw RejectedException.invalid("status: offline (expected: online or away)");
        }
        find(UserKey.of(caller)).ifPresent(user -> {
            synchronized (user) {
                if (user.has(sessionId)) {
                    emit.broadcastUserStatus(caller.tenant(), sessionId, presence(caller, status));
                }
            }
        });
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
    public void view(Caller caller, String sessionId, String patientId, boolean viewing) {
        if (viewing && !Access.mayViewPatients(caller.principal())) {
            throw RejectedException.forbidden("viewing patients is not allowed");
        }
        find(UserKey.of(caller)).ifPresent(user -> {
            synchronized (user) {
                boolean news = viewing ? user.open(sessionId, patientId) : user.close(sessionId, patientId);
                if (news) {
                    Optional<Instant> startedAt = viewing ? Optional.of(clock.instant()) : Optional.empty();
                    emit.broadcastPatientViewing(caller.tenant(), sessionId, viewing(caller, patientId, startedAt));
                }
            }
        });
    }

    /** Users who are there. */
    int size() {
        return users.size();
    }

    /** Whether the session was taken in: not by a user who has left for good. */
    private boolean arrive(PresentUser user, Caller caller, String sessionId) {
        synchronized (user) {
            if (user.hasLeft()) {
                return false;
            }
            if (user.add(sessionId)) {
                emit.broadcastUserOnline(caller.tenant(), sessionId, presence(caller, PresenceStatus.ONLINE));
            }
            return true;
        }
    }

    private void tellEnd(PresentUser user, Caller caller, String sessionId, List<String> charts) {
        for (String patientId : charts) {
            emit.broadcastPatientViewing(caller.tenant(), sessionId, viewing(caller, patientId, Optional.empty()));
        }
        if (user.isIdle()) {
            emit.broadcastUserOffline(caller.tenant(), presence(caller, PresenceStatus.OFFLINE));
        }
    }

    private Optional<PresentUser> find(UserKey key) {
        return Optional.ofNullable(users.get(key));
    }

    private PresenceChanged presence(Caller caller, PresenceStatus status) {
        return new PresenceChanged(caller.userId(), caller.name(), status, clock.instant());
    }

    private static PatientViewing viewing(Caller caller, String patientId, Optional<Instant> startedAt) {
        return new PatientViewing(caller.userId(), caller.name(), patientId, startedAt.isPresent(), startedAt);
    }

    private record UserKey(TenantId tenant, String userId) {
        static UserKey of(Caller caller) {
            return new UserKey(caller.tenant(), caller.userId());
        }
    }
}
