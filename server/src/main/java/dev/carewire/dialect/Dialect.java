package dev.carewire.dialect;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.FamilyLimits;
import dev.carewire.hub.Session;
import dev.carewire.identity.TokenVerifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The wire language of one client family. Messages are JSON texts: over Socket.IO the array
 * {@code ["name",argument,…]}, over plain WebSocket one value per frame. Stateless except for its features. Any thread
 * unless a method states otherwise.
 */
public interface Dialect {

    /** Lower case, one word; used in configuration and metrics. */
    String name();

    /** The family's name in the emit API, see {@link ClientFamily#word()}; its {@link #name()} by default. */
    default String family() {
        return name();
    }

    /**
     * The Socket.IO namespaces of this family, each with a leading slash. A client that joins several has an
     * independent session in each.
     */
    default Set<String> namespaces() {
        return Set.of("/");
    }

    /** How many clients this family may have; by default, as many as the limits of all families allow. */
    default FamilyLimits limits() {
        return FamilyLimits.none(name());
    }

    /** The messages for an event, in order; empty if this family does not render it. Never blocks. */
    List<String> render(Event<?> event);

    /**
     * Decides about a client's request for a session. Never blocks; the stage does not complete exceptionally.
     *
     * @param tokens verifies the client's credentials
     */
    CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens);

    /**
     * Whether a user may rejoin a room after a lost connection: rights may have changed. May block until it returns; never
     * on an event loop.
     *
     * @return may complete later, on a thread that may block; completes exceptionally if that cannot be found out now
     */
    CompletionStage<Boolean> mayRejoin(RoomKey room, Caller caller);

    /** The rooms that a client joins automatically. */
    default List<RoomKey> initialRooms(Caller caller) {
        return Rooms.initialRooms(caller);
    }

    /**
     * A session was admitted, has received its greeting, and is in its {@link #initialRooms}. On the session's loop;
     * never blocks.
     */
    void connected(Session session);

    /**
     * The server removed a session from a room that its client has not left. Its user lost the right to be there, or the
     * family's back end moved it. The dialect no longer counts the session as joined. Any thread; never blocks.
     */
    default void evicted(Session session, RoomKey room) {}

    /**
     * Receives a client's message. On the session's loop, in the order of arrival; blocking work uses the session's
     * executor. A faulty message is answered with a coded error and changes nothing.
     */
    void receive(Session session, InboundMessage message);

    /**
     * Answers a message that was rejected before the dialect received it, with the family's coded error. Never blocks.
     *
     * @param text safe to show
     */
    void reject(Session session, InboundMessage message, Rejection rejection, String text);

    /**
     * The messages that warn a client before its token expires and it is closed; none for a family without them. Never
     * blocks.
     */
    default List<String> tokenExpiryWarning(Instant end) {
        return List.of();
    }

    /** Like {@link #tokenExpiryWarning(Instant)}, for a family whose messages all name their recipient. */
    default List<String> tokenExpiryWarning(Session session, Instant end) {
        return tokenExpiryWarning(end);
    }

    /**
     * The new credentials in a message that renews the session's token; empty for any other message, which is then
     * {@link #receive received}. On the session's loop; never blocks.
     *
     * @throws RejectedException if the message is a malformed renewal
     */
    default Optional<Credentials> renewalCredentials(Session session, InboundMessage message) {
        return Optional.empty();
    }

    /**
     * Answers {@link #renewalCredentials}: the session continues with the new token. On the session's loop; never
     * blocks.
     */
    default void tokenRenewed(Session session, InboundMessage message) {}

    /**
     * A session has ended and left its rooms, or continues with other roles and will be {@link #connected} again
     * immediately. Called once per call of that; never blocks.
     */
    void disconnected(Session session);
}
