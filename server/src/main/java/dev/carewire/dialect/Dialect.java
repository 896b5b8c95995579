package dev.carewire.dialect;

import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.identity.TokenVerifier;
import java.util.List;
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
    CompletionStage<Entry> admit(Credentials credentials, TokenVerifier tokens);

    /**
     * Whether a user whose connection was lost may be in a room again: rights may have been withdrawn meanwhile. May block; never
     * on an event loop.
     */
    boolean mayReturnTo(RoomKey room, Caller caller);

    /** A session was admitted, told so, and is in the {@link Rooms#ofTheirOwn rooms of its own}. On the session's loop; never blocks. */
    void connected(Session session);

    /**
     * A client sent a message. On the session's loop, in the order of arrival; work that blocks goes to the session's lane.
     * A faulty message is answered with a coded error and changes nothing.
     */
    void receive(Session session, Inbound message);

    /**
     * Tells a client that its message was turned away before the dialect saw it, in the family's form for a coded error. Never
     * blocks.
     *
     * @param text safe to show
     */
    void refuse(Session session, Inbound message, Rejection rejection, String text);

    /** A session has ended and left its rooms. Called once for each that was {@link #connected}; never blocks. */
    void disconnected(Session session);
}
