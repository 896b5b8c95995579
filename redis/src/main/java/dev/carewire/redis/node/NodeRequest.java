package dev.carewire.redis.node;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A request of one server to the other servers of its namespace. The sender ignores its own request, and so must every receiver
 * of its own {@link PeerId}.
 */
public sealed interface NodeRequest {

    /** The server that asks. */
    PeerId sender();

    /** Under which the sender awaits replies; empty if it awaits none. */
    Optional<RequestId> awaitedAs();

    /** Calls the visitor's method for this kind of request. */
    <R> R accept(Visitor<R> visitor);

    /** One method for each kind of request. */
    interface Visitor<R> {

        R listSocketIds(ListSocketIds request);

        R listRooms(ListRooms request);

        R join(Join request);

        R leave(Leave request);

        R disconnect(Disconnect request);

        R fetchSockets(FetchSockets request);

        R serverSideEmit(ServerSideEmit request);

        R broadcastWithAck(BroadcastWithAck request);
    }

    /**
     * Type 0, of adapters before 8.0: each server replies with {@link NodeReply.SocketIds}.
     *
     * @param rooms of the sockets; all sockets if empty
     */
    record ListSocketIds(PeerId sender, RequestId id, Set<String> rooms) implements NodeRequest {

        public ListSocketIds {
            Objects.requireNonNull(sender, "sender");
            Objects.requireNonNull(id, "id");
            rooms = Collections.unmodifiableSet(new LinkedHashSet<>(rooms));
        }

        @Override
        public Optional<RequestId> awaitedAs() {
            return Optional.of(id);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.listSocketIds(this);
        }
    }

    /** Type 1: each server replies with {@link NodeReply.Rooms}. */
    record ListRooms(PeerId sender, RequestId id) implements NodeRequest {

        public ListRooms {
            Objects.requireNonNull(sender, "sender");
            Objects.requireNonNull(id, "id");
        }

        @Override
        public Optional<RequestId> awaitedAs() {
            return Optional.of(id);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.listRooms(this);
        }
    }

    /**
     * Type 2: the sockets join rooms.
     *
     * @param awaitedAs only for {@link Selection.OneSocket}
     * @param rooms one for {@link Selection.OneSocket}
     */
    record Join(PeerId sender, Optional<RequestId> awaitedAs, Selection sockets, Set<String> rooms)
            implements NodeRequest {

        public Join {
            Objects.requireNonNull(sender, "sender");
            Objects.requireNonNull(awaitedAs, "awaitedAs");
            Objects.requireNonNull(sockets, "sockets");
            rooms = Collections.unmodifiableSet(new LinkedHashSet<>(rooms));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.join(this);
        }
    }

    /**
     * Type 3: the sockets leave rooms.
     *
     * @param awaitedAs only for {@link Selection.OneSocket}
     * @param rooms one for {@link Selection.OneSocket}
     */
    record Leave(PeerId sender, Optional<RequestId> awaitedAs, Selection sockets, Set<String> rooms)
            implements NodeRequest {

        public Leave {
            Objects.requireNonNull(sender, "sender");
            Objects.requireNonNull(awaitedAs, "awaitedAs");
            Objects.requireNonNull(sockets, "sockets");
            rooms = Collections.unmodifiableSet(new LinkedHashSet<>(rooms));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.leave(this);
        }
    }

    /** The extent of a {@link Disconnect}. */
    enum Ending {
        /** The socket of the namespace. */
        SOCKET,
        /** The client's connection, with its sockets of all namespaces. */
        CONNECTION
    }

    /**
     * Type 4: the servers disconnect the sockets.
     *
     * @param awaitedAs only for {@link Selection.OneSocket}
     */
    record Disconnect(PeerId sender, Optional<RequestId> awaitedAs, Selection sockets, Ending ending)
            implements NodeRequest {

        public Disconnect {
            Objects.requireNonNull(sender, "sender");
            Objects.requireNonNull(awaitedAs, "awaitedAs");
            Objects.requireNonNull(sockets, "sockets");
            Objects.requireNonNull(ending, "ending");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.disconnect(this);
        }
    }

    /** Type 5: each server replies with {@link NodeReply.Sockets}. */
    record FetchSockets(PeerId sender, RequestId id, Selection.Matching sockets) implements NodeRequest {

        public FetchSockets {
            Objects.requireNonNull(sender, "sender");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(sockets, "sockets");
        }

        @Override
        public Optional<RequestId> awaitedAs() {
            return Optional.of(id);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fetchSockets(this);
        }
    }

    /**
     * Type 6: an event for the servers' own code, not for clients. Each server replies with {@link NodeReply.ServerAnswer} if
     * the sender awaits it. Without one reply, the sender's callback receives an error and the other replies, after 5 s.
     *
     * @param arguments the event's name and what follows it
     */
    record ServerSideEmit(PeerId sender, Optional<RequestId> awaitedAs, List<NodeValue> arguments)
            implements NodeRequest {

        public ServerSideEmit {
            Objects.requireNonNull(sender, "sender");
            Objects.requireNonNull(awaitedAs, "awaitedAs");
            arguments = List.copyOf(arguments);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.serverSideEmit(this);
        }
    }

    /**
     * Type 7: an event that clients acknowledge. Each server replies with {@link NodeReply.ClientCount}, then with one
     * {@link NodeReply.Ack} for each client that acknowledges in time.
     */
    record BroadcastWithAck(
            PeerId sender, RequestId id, NodePacket packet, Selection.Matching recipients, BroadcastFlags flags)
            implements NodeRequest {

        public BroadcastWithAck {
            Objects.requireNonNull(sender, "sender");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(packet, "packet");
            Objects.requireNonNull(recipients, "recipients");
            Objects.requireNonNull(flags, "flags");
        }

        @Override
        public Optional<RequestId> awaitedAs() {
            return Optional.of(id);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.broadcastWithAck(this);
        }
    }
}
