package dev.carewire.notification;

import dev.carewire.command.Caller;
import dev.carewire.event.Event;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationEvents.NotificationUpdated;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.NotificationRepository.Receipt;
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
 * Bounded by the node's sessions and {@value #MOST_UNRECORDED} notifications; what is written beyond these stays {@code QUEUED} and
 * is told once more when its user comes again.
 */
public final class Deliveries {

    /** Notifications whose delivery may wait to be recorded. */
    public static final int MOST_UNRECORDED = 20_000;

    private final Clock clock;
    private final Map<UserKey, Set<String>> sessions = new ConcurrentHashMap<>();
    private final Set<UserKey> staff = ConcurrentHashMap.newKeySet();
    private final Map<NotificationKey, Receipt> unrecorded = new ConcurrentHashMap<>();
    private final Set<UserKey> recount = ConcurrentHashMap.newKeySet();
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();

    /** Nobody is there yet. */
    public Deliveries(Clock clock) {
        this.clock = clock;
    }

    /**
     * A session of the caller began and is in its user's room. It will be told what is waiting for the user. Does nothing for
     * displays, which only watch.
     *
     * @param goesOn whether the log tells it what it missed, as it goes on where another one ended
     */
    public void arrived(Caller caller, String sessionId, boolean goesOn, Inbox inbox) {
        if (!Access.maySend(caller.principal())) {
            return;
        }
        UserKey user = new UserKey(caller.tenant(), caller.userId());
        sessions.compute(user, (key, ids) -> {
            Set<String> all = ids == null ? new HashSet<>(2) : ids;
            all.add(sessionId);
            if (Access.mayFollowTenant(caller.principal())) {
                staff.add(key);
            }
            return all;
        });
        arrivals.add(new Arrival(user, sessionId, goesOn, inbox));
    }

    /** A session ended. Does nothing for one that is not known. */
    public void left(Caller caller, String sessionId) {
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
    public boolean isThere(TenantId tenant, String userId) {
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
    public void tell(Event<?> event) {
        if (event.payload() instanceof NotificationCreated created) {
            UserKey user = new UserKey(event.tenant(), created.notification().userId());
            if (sessions.containsKey(user)) {
                written(event.tenant(), created.notification().id());
                recount.add(user);
            }
        } else if (event.payload() instanceof NotificationUpdated updated) {
            UserKey user = new UserKey(event.tenant(), updated.userId());
            if (sessions.containsKey(user)) {
                recount.add(user);
            }
        }
    }

    /** A notification was, or is about to be, written to a live session. */
    void written(TenantId tenant, String id) {
        if (unrecorded.size() < MOST_UNRECORDED) {
            unrecorded.put(new NotificationKey(tenant, id), new Receipt(tenant, id, clock.instant()));
        }
    }

    boolean isUnrecorded(TenantId tenant, String id) {
        return unrecorded.containsKey(new NotificationKey(tenant, id));
    }

    /** Some of what was written; it counts as unrecorded until {@link #recorded}. */
    List<Receipt> unrecorded(int most) {
        return unrecorded.values().stream().limit(most).toList();
    }

    void recorded(List<Receipt> receipts) {
        receipts.forEach(receipt -> unrecorded.remove(new NotificationKey(receipt.tenant(), receipt.id())));
    }

    /** The next sessions that have not been told what is waiting, of those that have not ended; empty if there are none. */
    List<Arrival> nextArrivals(int most) {
        List<Arrival> next = new ArrayList<>();
        while (next.size() < most) {
            Arrival arrival = arrivals.poll();
            if (arrival == null) {
                return next;
            }
            if (isThere(arrival)) {
                next.add(arrival);
            }
        }
        return next;
    }

    /** Could not be served now. */
    void again(Arrival arrival) {
        arrivals.add(arrival);
    }

    boolean isThere(Arrival arrival) {
        boolean[] there = new boolean[1];
        sessions.computeIfPresent(arrival.user, (key, ids) -> {
            there[0] = ids.contains(arrival.sessionId);
            return ids;
        });
        return there[0];
    }

    void recount(UserKey user) {
        recount.add(user);
    }

    /** Users who are there and whose count has changed; each once. */
    List<UserKey> takeRecount() {
        List<UserKey> users = new ArrayList<>(recount);
        recount.removeAll(users);
        return users.stream().filter(sessions::containsKey).toList();
    }

    record Arrival(UserKey user, String sessionId, boolean goesOn, Inbox inbox) {}

    private record NotificationKey(TenantId tenant, String id) {}
}
