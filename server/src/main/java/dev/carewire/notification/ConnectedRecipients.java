package dev.carewire.notification;

import dev.carewire.command.Caller;
import dev.carewire.event.Event;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationEvents.NotificationUpdated;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.NotificationRepository.DeliveryReceipt;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Which users have a session on this node, and what was written to them and is not yet recorded. Any thread; no method blocks.
 * Bounded by the node's sessions and {@value #MAX_UNRECORDED} notifications; what is written beyond these stays {@code QUEUED} and
 * is told once more when its user comes again.
 */
public final class ConnectedRecipients {

    /** Notifications whose delivery may wait to be recorded. */
    public static final int MAX_UNRECORDED = 20_000;

    private final Clock clock;
    private final Map<UserKey, Set<String>> sessions = new ConcurrentHashMap<>();
    private final Set<UserKey> staff = ConcurrentHashMap.newKeySet();
    private final Map<NotificationKey, DeliveryReceipt> unrecorded = new ConcurrentHashMap<>();
    private final Set<UserKey> unreadChanged = ConcurrentHashMap.newKeySet();
    private final Queue<PendingSession> pendingSessions = new ConcurrentLinkedQueue<>();

    /** Nobody is there yet. */
    public ConnectedRecipients(Clock clock) {
        this.clock = clock;
    }

    /**
     * A session of the caller began and is in its user's room. It will be told what is waiting for the user. Does nothing for
     * displays, which only watch.
     *
     * @param goesOn whether the log tells it what it missed, as it goes on where another one ended
     */
    public void connected(Caller caller, String sessionId, boolean goesOn, DeliveryTarget inbox) {
        if (!Access.maySend(caller.principal())) {
            return;
        }
        UserKey user = new UserKey(caller.tenant(), caller.userId());
        sessions.compute(user, (key, ids) -> {
            Set<String> all = ids == null ? new HashSet<>(2) : ids;
            all.add(sessionId);
            if (Access.maySubscribeToTenant(caller.principal())) {
                staff.add(key);
            }
            return all;
        });
        pendingSessions.add(new PendingSession(user, sessionId, goesOn, inbox));
    }

    /** A session ended. Does nothing for one that is not known. */
    public void disconnected(Caller caller, String sessionId) {
        sessions.computeIfPresent(new UserKey(caller.tenant(), caller.userId()), (key, ids) -> {
            ids.remove(sessionId);
            if (ids.isEmpty()) {
                staff.remove(key);
                return null;
            }
            return ids;
        });
    }

    /** Whether a user has a session here. */
    public boolean isConnected(TenantId tenant, String userId) {
        return sessions.containsKey(new UserKey(tenant, userId));
    }

    /** Users of the tenant who have a session here and may be told of all that happens in the clinic. */
    public Set<String> staff(TenantId tenant) {
        return staff.stream()
                .filter(user -> user.tenant().equals(tenant))
                .map(UserKey::userId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * An event is about to be copied to the sessions of this node. To be called before that is done: whoever is there by then is
     * told it.
     */
    public void beforeFanOut(Event<?> event) {
        if (event.payload() instanceof NotificationCreated created) {
            UserKey user = new UserKey(event.tenant(), created.notification().userId());
            if (sessions.containsKey(user)) {
                markWritten(event.tenant(), created.notification().id());
                unreadChanged.add(user);
            }
        } else if (event.payload() instanceof NotificationUpdated updated) {
            UserKey user = new UserKey(event.tenant(), updated.userId());
            if (sessions.containsKey(user)) {
                unreadChanged.add(user);
            }
        }
    }

    /** A notification was, or is about to be, written to a live session. */
    void markWritten(TenantId tenant, String id) {
        if (unrecorded.size() < MAX_UNRECORDED) {
            unrecorded.put(new NotificationKey(tenant, id), new DeliveryReceipt(tenant, id, clock.instant()));
        }
    }

    boolean isUnrecorded(TenantId tenant, String id) {
        return unrecorded.containsKey(new NotificationKey(tenant, id));
    }

    /** Some of what was written; it counts as unrecorded until {@link #markRecorded}. */
    List<DeliveryReceipt> unrecorded(int most) {
        return unrecorded.values().stream().limit(most).toList();
    }

    void markRecorded(List<DeliveryReceipt> receipts) {
        receipts.forEach(receipt -> unrecorded.remove(new NotificationKey(receipt.tenant(), receipt.id())));
    }

    /** The next sessions that have not been told what is waiting, of those that have not ended; empty if there are none. */
    List<PendingSession> nextPendingSessions(int most) {
        List<PendingSession> next = new ArrayList<>();
        while (next.size() < most) {
            PendingSession arrival = pendingSessions.poll();
            if (arrival == null) {
                return next;
            }
            if (isConnected(arrival)) {
                next.add(arrival);
            }
        }
        return next;
    }

    /** Could not be served now. */
    void retryLater(PendingSession arrival) {
        pendingSessions.add(arrival);
    }

    boolean isConnected(PendingSession arrival) {
        boolean[] there = new boolean[1];
        sessions.computeIfPresent(arrival.user, (key, ids) -> {
            there[0] = ids.contains(arrival.sessionId);
            return ids;
        });
        return there[0];
    }

    void markUnreadChanged(UserKey user) {
        unreadChanged.add(user);
    }

    /** Users who are there and whose count has changed; each once. */
    List<UserKey> takeUnreadChanged() {
        List<UserKey> users = new ArrayList<>(unreadChanged);
        unreadChanged.removeAll(users);
        return users.stream().filter(sessions::containsKey).toList();
    }

    record PendingSession(UserKey user, String sessionId, boolean resumed, DeliveryTarget target) {}

    private record NotificationKey(TenantId tenant, String id) {}
}
