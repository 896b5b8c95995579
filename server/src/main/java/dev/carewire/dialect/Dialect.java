package dev.carewire.dialect;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.identity.TokenVerifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One client family's wire language. Messages are JSON texts: over Socket.IO the array {@code ["name",argument,…]}, over plain
 * WebSocket one value per frame. Stateless but for what its features hold; any thread unless a method says otherwise.
 */
public interface Dialect {

    /** Lower case, one word; used in configuration and metrics. */
    String name();

    /**
     * The Socket.IO namespaces of this family, each with a slash before it. A client that joins several has a session in each,
     * all alike.
     */
    default Set<String> namespaces() {
        return Set.of("/");
    }

    /** The messages that tell this family of an event, in order; empty when it has no words for it. Never blocks. */
    List<String> render(Event<?> event);

    /**
     * Decides about a client that asks to be let in. Never blocks; the stage does not complete exceptionally.
     *
     * @param tokens checks what the client presents
     */
    CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens);

    /**
     * Whether a user whose connection was lost may be in a room again: rights may have been withdrawn meanwhile. May block; never
     * on an event loop.
     */
    boolean mayRejoin(RoomKey room, Caller caller);

    /** The rooms that a client is in without asking. */
    default List<RoomKey> initialRooms(Caller caller) {
        return Rooms.initialRooms(caller);
    }

    /** A session was admitted, told so, and is in its {@link #initialRooms}. On the session's loop; never blocks. */
    void connected(Session session);

    /**
     * A client sent a message. On the session's loop, in the order of arrival; work that blocks goes to the session's lane.
     * A faulty message is answered with a coded error and changes nothing.
     */
    void receive(Session session, InboundMessage message);

    /**
     * Tells a client that its message was turned away before the dialect saw it, in the family's form for a coded error. Never
     * blocks.
     *
     * @param text safe to show
     */
    void reject(Session session, InboundMessage message, Rejection rejection, String text);

    /**
     * The messages that warn a client of the end of its token, after which it is closed; none in a family that has no words for
     * it. Never blocks.
     */
    default List<String> tokenExpiryWarning(Instant end) {
        return List.of();
    }

    /** As {@link #tokenExpiryWarning(Instant)}, in a family whose every message says for whom it is. */
    default List<String> tokenExpiryWarning(Session session, Instant end) {
        return tokenExpiryWarning(end);
    }

    /**
     * What a client presents with this message to go on beyond the end of its token; empty if the message is about something
     * else, and is to be {@link #receive received}. On the session's loop; never blocks.
     *
     * @throws RejectedException if the message is about that but says it badly
     */
    default Optional<Credentials> renewalCredentials(Session session, InboundMessage message) {
        return Optional.empty();
    }

    /** Answers a {@link #renewalCredentials}: the session goes on with the new token. On the session's loop; never blocks. */
    default void tokenRenewed(Session session, InboundMessage message) {}

    /**
     * A session has ended and left its rooms, or goes on with other roles and will be {@link #connected} again at once. Called once
     * for each time it was connected; never blocks.
     */
    void disconnected(Session session);
}
