package dev.carewire.redis.node;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * This node's own clients in one namespace, as the other servers of a Socket.IO cluster reach them. Any thread; no method blocks or
 * throws. A stage that fails leaves the other server without a reply.
 */
public interface NodeClients {

    /** Delivers an event to the clients that match. */
    void deliver(NodeBroadcast broadcast);

    /**
     * Delivers an event to the clients that match, and passes on what each acknowledges.
     *
     * @param acknowledgment receives the first argument of each client's acknowledgment; any thread
     * @return the number of clients that the event reached
     */
    CompletionStage<Integer> ask(NodeRequest.BroadcastWithAck question, Consumer<NodeValue> acknowledgment);

    /** The rooms with a client. */
    CompletionStage<Set<String>> rooms();

    /** The clients that match. */
    CompletionStage<List<PeerSocket>> sockets(Selection.Matching sockets);

    /** Moves clients into rooms, and returns their number. */
    CompletionStage<Integer> join(Selection sockets, Set<String> rooms);

    /** Moves clients out of rooms, and returns their number. */
    CompletionStage<Integer> leave(Selection sockets, Set<String> rooms);

    /** Disconnects clients, and returns their number. */
    CompletionStage<Integer> disconnect(Selection sockets, NodeRequest.Ending ending);
}
