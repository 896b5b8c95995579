package dev.carewire.notification;

import dev.carewire.command.Caller;
import dev.carewire.event.Event;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationEvents.NotificationUpdated;
import dev.carewire.identity.Access;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.NotificationRepository.DeliveryReceipt;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The users with sessions on this node, and the deliveries to them that are not recorded yet. Any thread; no method
 * blocks.
 *
 * <p>Bounded by the node's sessions and {@value #MAX_UNRECORDED} notifications. Deliveries beyond that stay
 * {@code QUEUED}, and their user receives them again on the next connect.
 */
public final class ConnectedRecipients {

    /** Most deliveries that wait to be recorded. */
    public static final int MAX_UNRECORDED = 20_000;

    private static final long NO_FAN_OUT = 0;

    private final Clock clock;

    /** By tenant and user id, the callers of the user's sessions by the id of the session; the innermost maps are immutable. */
    private final Map<TenantId, Map<String, Map<String, Principal>>> sessions = new ConcurrentHashMap<>();

    /** Orders new sessions and fan-outs, which may happen within one millisecond. */
    private final AtomicLong order = new AtomicLong(NO_FAN_OUT);

    private final Map<NotificationKey, Delivery> unrecorded = new ConcurrentHashMap<>();
    private final Set<UserKey> unreadChanged = ConcurrentHashMap.newKeySet();
    private final Queue<PendingSession> pendingSessions = new ConcurrentLinkedQueue<>();

    /** No connected users. */
    public ConnectedRecipients(Clock clock) {
        this.clock = clock;
    }

    /**
     * Registers a session that has joined its user's room; the notifications that wait for its user will be delivered to
     * it. Ignores displays, which are read-only.
     */
    public void connected(Caller caller, String sessionId, DeliveryTarget target) {
        if (!Access.maySend(caller.principal())) {
            return;
        }
        UserKey user = new UserKey(caller.tenant(), caller.userId());
        sessions.compute(user.tenant(), (tenant, users) -> {
            Map<String, Map<String, Principal>> all = users == null ? new ConcurrentHashMap<>() : users;
            Map<String, Principal> own = new HashMap<>(all.getOrDefault(user.userId(), Map.of()));
            own.put(sessionId, caller.principal());
            all.put(user.userId(), Map.copyOf(own));
            return all;
        });
        pendingSessions.add(new PendingSession(user, sessionId, order.incrementAndGet(), target));
    }

    /** Removes a session. Does nothing for an unknown one. */
    public void disconnected(Caller caller, String sessionId) {
        sessions.computeIfPresent(caller.tenant(), (tenant, users) -> {
            users.computeIfPresent(caller.userId(), (user, ids) -> {
                Map<String, Principal> others = new HashMap<>(ids);
                others.remove(sessionId);
                return others.isEmpty() ? null : Map.copyOf(others);
            });
            return users.isEmpty() ? null : users;
        });
    }

    /** Whether a user has a session on this node. */
    public boolean isConnected(TenantId tenant, String userId) {
        return users(tenant).containsKey(userId);
    }

    /** Users of the tenant with a session on this node who may subscribe to the whole clinic. */
    public Set<String> staff(TenantId tenant) {
        return users(tenant, Access::maySubscribeToTenant);
    }

    /** Users of the tenant with a session on this node whose token names the role. */
    public Set<String> withRole(TenantId tenant, Role role) {
        return users(tenant, principal -> principal.hasAnyRole(Set.of(role)));
    }

    /** Users of the tenant with a session on this node whose caller matches. */
    private Set<String> users(TenantId tenant, Predicate<Principal> wanted) {
        return users(tenant).entrySet().stream()
                .filter(user -> user.getValue().values().stream().anyMatch(wanted))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The users of the tenant with a session on this node, and the callers of their sessions. */
    private Map<String, Map<String, Principal>> users(TenantId tenant) {
        return sessions.getOrDefault(tenant, Map.of());
    }

    private boolean isConnected(UserKey user) {
        return isConnected(user.tenant(), user.userId());
    }

    /**
     * Registers the delivery of an event to the sessions of this node. Call before its fan-out, which reaches every
     * session connected by then.
     */
    public void beforeFanOut(Event<?> event) {
        if (event.payload() instanceof NotificationCreated created) {
            UserKey user = new UserKey(event.tenant(), created.notification().userId());
            if (isConnected(user)) {
                addUnrecorded(event.tenant(), created.notification().id(), order.incrementAndGet());
                unreadChanged.add(user);
            }
        } else if (event.payload() instanceof NotificationUpdated updated) {
            UserKey user = new UserKey(event.tenant(), updated.userId());
            if (isConnected(user)) {
                unreadChanged.add(user);
            }
        }
    }

    /** Registers that a notification is about to be written to one new session. */
    void markWritten(TenantId tenant, String id) {
        addUnrecorded(tenant, id, NO_FAN_OUT);
    }

    private void addUnrecorded(TenantId tenant, String id, long fanOut) {
        if (unrecorded.size() < MAX_UNRECORDED) {
            Delivery delivery = new Delivery(new DeliveryReceipt(tenant, id, clock.instant()), fanOut);
            unrecorded.merge(
                    new NotificationKey(tenant, id),
                    delivery,
                    (earlier, later) -> earlier.fanOut() == NO_FAN_OUT ? later : earlier);
        }
    }

    /** Whether the fan-out of a notification, not recorded yet, has reached a session. */
    boolean hasReceived(PendingSession session, String id) {
        Delivery delivery = unrecorded.get(new NotificationKey(session.user().tenant(), id));
        return delivery != null && delivery.fanOut() > session.connected();
    }

    /** Some unrecorded deliveries; they count as unrecorded until {@link #markRecorded}. */
    List<DeliveryReceipt> unrecorded(int most) {
        return unrecorded.values().stream().limit(most).map(Delivery::receipt).toList();
    }

    void markRecorded(List<DeliveryReceipt> receipts) {
        receipts.forEach(receipt -> unrecorded.remove(new NotificationKey(receipt.tenant(), receipt.id())));
    }

    /** The next live sessions that have not received their user's waiting notifications; empty if there are none. */
    List<PendingSession> nextPendingSessions(int most) {
        List<PendingSession> next = new ArrayList<>();
        while (next.size() < most) {
            PendingSession session = pendingSessions.poll();
            if (session == null) {
                return next;
            }
            if (isConnected(session)) {
                next.add(session);
            }
        }
        return next;
    }

    /** Returns a session whose delivery failed to the queue. */
    void retryLater(PendingSession session) {
        pendingSessions.add(session);
    }

    boolean isConnected(PendingSession session) {
        UserKey user = session.user();
        return users(user.tenant()).getOrDefault(user.userId(), Map.of()).containsKey(session.sessionId());
    }

    void markUnreadChanged(UserKey user) {
        unreadChanged.add(user);
    }

    /** Connected users whose unread count has changed, each once. */
    List<UserKey> takeUnreadChanged() {
        List<UserKey> users = new ArrayList<>(unreadChanged);
        unreadChanged.removeAll(users);
        return users.stream().filter(this::isConnected).toList();
    }

    /**
     * A new session that has not received its user's waiting notifications yet.
     *
     * @param connected its place in the order of sessions and fan-outs
     */
    record PendingSession(UserKey user, String sessionId, long connected, DeliveryTarget target) {}

    /**
     * A delivery that is not recorded yet.
     *
     * @param fanOut its place in the order of sessions and fan-outs; {@value #NO_FAN_OUT} for a delivery to one session
     */
    private record Delivery(DeliveryReceipt receipt, long fanOut) {}

    private record NotificationKey(TenantId tenant, String id) {}
}
