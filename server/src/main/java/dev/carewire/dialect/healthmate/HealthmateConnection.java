package dev.carewire.dialect.healthmate;

import dev.carewire.command.Caller;
import dev.carewire.dialect.RoomAccess;
import dev.carewire.dialect.WebSocketHandle;
import dev.carewire.dialect.healthmate.OpenConnection.State;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of one connection from its opening to its end. Any thread. Lock: this object. */
final class HealthmateConnection {

    /** Most subscriptions of one connection. */
    static final int MAX_SUBSCRIPTIONS = 64;

    private final String id;
    private final HealthmateEndpoint endpoint;
    private final WebSocketHandle webSocket;
    private final Instant openedAt;
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();
    private final Set<String> joinedConversations = new LinkedHashSet<>();

    /** Conversations whose room the client joined with a message, until it leaves them. */
    private final Set<String> writtenConversations = new LinkedHashSet<>();

    private State state = State.CONNECTED;
    private Instant lastActiveAt;
    private int failedAttempts;
    private Optional<String> correlation = Optional.empty();
    private int retries;
    private boolean receivesNotifications = true;
    private @Nullable Caller caller;
    private @Nullable String lastError;

    HealthmateConnection(String id, HealthmateEndpoint service, WebSocketHandle line, Instant openedAt) {
        this.id = id;
        this.endpoint = service;
        this.webSocket = line;
        this.openedAt = openedAt;
        this.lastActiveAt = openedAt;
    }

    String id() {
        return id;
    }

    WebSocketHandle webSocket() {
        return webSocket;
    }

    /** Records a frame from the client. */
    synchronized void recordActivity(Instant at) {
        lastActiveAt = at;
    }

    /** Records an error that was sent to the client. */
    synchronized void recordError(String message) {
        lastError = message;
    }

    /** Records an attempt to authenticate, with the correlation id of its frame. */
    synchronized void recordAuthenticationAttempt(Optional<String> correlation) {
        this.correlation = correlation;
        if (state == State.ERROR) {
            retries++;
        }
    }

    /** The correlation id of the last attempt to authenticate. */
    synchronized Optional<String> correlation() {
        return correlation;
    }

    /** Records a failed authentication. */
    synchronized void recordAuthenticationFailure(String message) {
        failedAttempts++;
        lastError = message;
        if (caller == null) {
            state = State.ERROR;
        }
    }

    /**
     * The client has a session, or continues with another token, and then keeps its subscriptions as far as still
     * allowed.
     *
     * @return whether this is the first time
     */
    synchronized boolean onAuthenticated(Caller now) {
        boolean first = caller == null;
        caller = now;
        state = State.AUTHENTICATED;
        if (first) {
            endpoint.defaultTopics().forEach(topic -> subscriptions.add(Subscription.wholeTopic(topic, now)));
        }
        HealthmateRole rights = HealthmateRole.of(now.principal());
        subscriptions.removeIf(one -> !rights.allows(one.topic(), "read"));
        return first;
    }

    synchronized Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    /** Subscribes; false at the limit of {@value #MAX_SUBSCRIPTIONS}. */
    synchronized boolean subscribe(Subscription subscription) {
        if (!subscriptions.contains(subscription) && subscriptions.size() >= MAX_SUBSCRIPTIONS) {
            return false;
        }
        subscriptions.add(subscription);
        if (isForAllNotifications(subscription)) {
            receivesNotifications = true;
        }
        return true;
    }

    synchronized void unsubscribe(Subscription subscription) {
        subscriptions.remove(subscription);
        if (isForAllNotifications(subscription)) {
            receivesNotifications = false;
        }
    }

    /** Removes and returns the subscriptions to the patient or conversation of a room. */
    synchronized List<Subscription> endSubscriptions(RoomKey room) {
        List<Subscription> ended = subscriptions.stream()
                .filter(one -> one.room(room.tenant()).equals(Optional.of(room)))
                .toList();
        ended.forEach(subscriptions::remove);
        return ended;
    }

    private static boolean isForAllNotifications(Subscription subscription) {
        return subscription.topic() == Topic.NOTIFICATIONS
                && subscription.part().isEmpty();
    }

    /** Leaves a room, unless a conversation of the client, one of its subscriptions or a back end's grant keeps it there. */
    void leaveUnlessNeeded(Session session, RoomAccess access, RoomKey room) {
        if (!needs(room) && !session.isGranted(room)) {
            access.leave(session, room);
        }
    }

    private synchronized boolean needs(RoomKey room) {
        boolean isOwn = joinedConversations.contains(room.id()) || writtenConversations.contains(room.id());
        return (room.kind() == RoomKey.Kind.THREAD && isOwn)
                || subscriptions.stream()
                        .anyMatch(one -> one.room(room.tenant()).equals(Optional.of(room)));
    }

    /** Selects the events of this connection's session by the current subscriptions, never by earlier ones. */
    synchronized void filterEvents(Session session) {
        session.filterEvents(
                new HealthmateEventFilter(session.caller().userId(), subscriptions, receivesNotifications));
    }

    /** Joins a conversation; false if it was joined already. */
    synchronized boolean join(String conversationId) {
        return joinedConversations.add(conversationId);
    }

    /** Records that the client has written to a conversation, and so belongs to it. */
    synchronized void write(String conversationId) {
        writtenConversations.add(conversationId);
    }

    /** Leaves a conversation; false if it was not joined. */
    synchronized boolean leave(String conversationId) {
        writtenConversations.remove(conversationId);
        return joinedConversations.remove(conversationId);
    }

    synchronized List<String> joinedConversations() {
        return List.copyOf(joinedConversations);
    }

    synchronized OpenConnection snapshot() {
        Optional<Caller> known = Optional.ofNullable(caller);
        return new OpenConnection(
                id,
                state,
                known.map(Caller::tenant),
                known.map(Caller::userId),
                openedAt,
                lastActiveAt,
                failedAttempts,
                retries,
                Optional.ofNullable(lastError),
                subscriptions.stream().map(Subscription::name).toList());
    }
}
