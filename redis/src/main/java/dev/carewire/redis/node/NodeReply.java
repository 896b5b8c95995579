package dev.carewire.redis.node;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The reply of one server to a {@link NodeRequest}. It names the request, not the server. */
public sealed interface NodeReply {

    /** The request. */
    RequestId id();

    /** Whether this is a reply of the kind that the request awaits. */
    boolean answers(NodeRequest request);

    /** Calls the visitor's method for this kind of reply. */
    <R> R accept(Visitor<R> visitor);

    /** One method for each kind of reply. */
    interface Visitor<R> {

        R socketIds(SocketIds reply);

        R rooms(Rooms reply);

        R done(Done reply);

        R sockets(Sockets reply);

        R serverAnswer(ServerAnswer reply);

        R clientCount(ClientCount reply);

        R ack(Ack reply);
    }

    /**
     * The ids of the server's sockets.
     *
     * @param socketIds in their order
     */
    record SocketIds(RequestId id, Set<String> socketIds) implements NodeReply {

        public SocketIds {
            Objects.requireNonNull(id, "id");
            socketIds = Collections.unmodifiableSet(new LinkedHashSet<>(socketIds));
        }

        @Override
        public boolean answers(NodeRequest request) {
            return request instanceof NodeRequest.ListSocketIds;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.socketIds(this);
        }
    }

    /**
     * The rooms that have a client on the server.
     *
     * @param rooms in their order
     */
    record Rooms(RequestId id, Set<String> rooms) implements NodeReply {

        public Rooms {
            Objects.requireNonNull(id, "id");
            rooms = Collections.unmodifiableSet(new LinkedHashSet<>(rooms));
        }

        @Override
        public boolean answers(NodeRequest request) {
            return request instanceof NodeRequest.ListRooms;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.rooms(this);
        }

        @Override
        public String toString() {
            return "Rooms[" + id.value() + ", " + rooms.size() + "]";
        }
    }

    /** The server has the {@link Selection.OneSocket} and has done what the request asked. */
    record Done(RequestId id) implements NodeReply {

        public Done {
            Objects.requireNonNull(id, "id");
        }

        @Override
        public boolean answers(NodeRequest request) {
            return request instanceof NodeRequest.Join
                    || request instanceof NodeRequest.Leave
                    || request instanceof NodeRequest.Disconnect;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.done(this);
        }
    }

    /** The server's matching sockets. An empty list of {@link SocketIds} is also read as this. */
    record Sockets(RequestId id, List<PeerSocket> sockets) implements NodeReply {

        public Sockets {
            Objects.requireNonNull(id, "id");
            sockets = List.copyOf(sockets);
        }

        @Override
        public boolean answers(NodeRequest request) {
            return request instanceof NodeRequest.FetchSockets
                    || (request instanceof NodeRequest.ListSocketIds && sockets.isEmpty());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sockets(this);
        }
    }

    /** The answer of the server's own code to a {@link NodeRequest.ServerSideEmit}. */
    record ServerAnswer(RequestId id, NodeValue answer) implements NodeReply {

        public ServerAnswer {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(answer, "answer");
        }

        @Override
        public boolean answers(NodeRequest request) {
            return request instanceof NodeRequest.ServerSideEmit;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.serverAnswer(this);
        }
    }

    /**
     * How many of the server's clients received the broadcast.
     *
     * @param clients 0 or more
     */
    record ClientCount(RequestId id, int clients) implements NodeReply {

        public ClientCount {
            Objects.requireNonNull(id, "id");
            if (clients < 0) {
                throw new IllegalArgumentException("clients: " + clients + " (expected: >= 0)");
            }
        }

        @Override
        public boolean answers(NodeRequest request) {
            return request instanceof NodeRequest.BroadcastWithAck;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.clientCount(this);
        }
    }

    /**
     * The acknowledgement of one client.
     *
     * @param answer the first argument of the acknowledgement; the adapter drops the others
     */
    record Ack(RequestId id, NodeValue answer) implements NodeReply {

        public Ack {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(answer, "answer");
        }

        @Override
        public boolean answers(NodeRequest request) {
            return request instanceof NodeRequest.BroadcastWithAck;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ack(this);
        }
    }
}
