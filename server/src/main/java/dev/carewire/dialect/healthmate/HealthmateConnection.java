package dev.carewire.dialect.healthmate;

import dev.carewire.command.Caller;
import dev.carewire.dialect.Line;
import dev.carewire.dialect.healthmate.OpenConnection.State;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is known of one connection from its opening to its end. Any thread. Lock: this object. */
final class HealthmateConnection {

    /** Subscriptions of one connection. */
    static final int MOST_SUBSCRIPTIONS = 64;

    private final String id;
    private final Service service;
    private final Line line;
    private final Instant openedAt;
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();
    private final Set<String> joined = new LinkedHashSet<>();
    private State state = State.CONNECTED;
    private Instant activeAt;
    private int refusals;
    private int retries;
    private boolean notified = true;
    private @Nullable Caller caller;
    private @Nullable String lastError;

    HealthmateConnection(String id, Service service, Line line, Instant openedAt) {
        this.id = id;
        this.service = service;
        this.line = line;
        this.openedAt = openedAt;
        this.activeAt = openedAt;
    }

    String id() {
        return id;
    }

    Line line() {
        return line;
    }

    /** The client sent a frame. */
    synchronized void heard(Instant at) {
        activeAt = at;
    }

    /** The client is told that something is wrong. */
    synchronized void failed(String message) {
        lastError = message;
    }

    /** The client says who it is. */
    synchronized void knocked() {
        if (state == State.ERROR) {
            retries++;
        }
    }

    /** The client is not let in. */
    synchronized void refused(String message) {
        refusals++;
        lastError = message;
        if (caller == null) {
            state = State.ERROR;
        }
    }

    /**
     * The client has a session, or goes on with another token: then it keeps what it follows and may still follow.
     *
     * @return whether this is the first time
     */
    synchronized boolean begin(Caller now) {
        boolean first = caller == null;
        caller = now;
        state = State.AUTHENTICATED;
        if (first) {
            service.topics().forEach(topic -> subscriptions.add(Subscription.whole(topic, now)));
        }
        Rights rights = Rights.of(now.principal());
        subscriptions.removeIf(one -> !rights.allow(one.topic(), "read"));
        return first;
    }

    synchronized Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    /** Whether the client follows this now: it may not follow more than {@value #MOST_SUBSCRIPTIONS} things. */
    synchronized boolean follow(Subscription subscription) {
        if (!subscriptions.contains(subscription) && subscriptions.size() >= MOST_SUBSCRIPTIONS) {
            return false;
        }
        subscriptions.add(subscription);
        if (isOfNotifications(subscription)) {
            notified = true;
        }
        return true;
    }

    synchronized void unfollow(Subscription subscription) {
        subscriptions.remove(subscription);
        if (isOfNotifications(subscription)) {
            notified = false;
        }
    }

    private static boolean isOfNotifications(Subscription subscription) {
        return subscription.topic() == Topic.NOTIFICATIONS
                && subscription.part().isEmpty();
    }

    synchronized boolean follows(Predicate<Subscription> which) {
        return subscriptions.stream().anyMatch(which);
    }

    /** What a session of this connection is to be told. */
    synchronized Following following(String userId) {
        return new Following(userId, subscriptions, notified);
    }

    /** Whether the conversation was not open before. */
    synchronized boolean join(String conversationId) {
        return joined.add(conversationId);
    }

    /** Whether the conversation was open before. */
    synchronized boolean leave(String conversationId) {
        return joined.remove(conversationId);
    }

    synchronized boolean hasJoined(String conversationId) {
        return joined.contains(conversationId);
    }

    synchronized List<String> joined() {
        return List.copyOf(joined);
    }

    synchronized OpenConnection facts() {
        Optional<Caller> known = Optional.ofNullable(caller);
        return new OpenConnection(
                id,
                state,
                known.map(Caller::tenant),
                known.map(Caller::userId),
                openedAt,
                activeAt,
                refusals,
                retries,
                Optional.ofNullable(lastError),
                subscriptions.stream().map(Subscription::name).toList());
    }
}
