package dev.carewire.redis.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Clients that exist in memory only. Each acknowledges an event at once, with its own id. One thread. */
final class InMemoryClients implements NodeClients {

    private final Map<String, Set<String>> roomsById = new LinkedHashMap<>();
    private final Log log;

    /** Records what happens to the clients. */
    interface Log {

        void event(String client, NodePacket packet, BroadcastFlags flags);

        void disconnected(String client, NodeRequest.Ending ending);
    }

    InMemoryClients(Log log) {
        this.log = log;
    }

    void connect(String client, String... rooms) {
        Set<String> all = new LinkedHashSet<>(Set.of(client));
        all.addAll(List.of(rooms));
        roomsById.put(client, all);
    }

    @Override
    public void deliver(NodeBroadcast broadcast) {
        matching(broadcast.recipients()).forEach(client -> log.event(client, broadcast.packet(), broadcast.flags()));
    }

    @Override
    public CompletionStage<Integer> ask(NodeRequest.BroadcastWithAck question, Consumer<NodeValue> acknowledgment) {
        List<String> reached = matching(question.recipients());
        reached.forEach(client -> acknowledgment.accept(new NodeValue.Text(client)));
        return CompletableFuture.completedStage(reached.size());
    }

    @Override
    public CompletionStage<Set<String>> rooms() {
        Set<String> rooms = new LinkedHashSet<>();
        roomsById.values().forEach(rooms::addAll);
        return CompletableFuture.completedStage(rooms);
    }

    @Override
    public CompletionStage<List<PeerSocket>> sockets(Selection.Matching sockets) {
        return CompletableFuture.completedStage(matching(sockets).stream()
                .map(client -> new PeerSocket(
                        client,
                        new NodeValue.Fields(Map.of("address", new NodeValue.Text("127.0.0.1"))),
                        rooms(client),
                        new NodeValue.Fields(Map.of("from", new NodeValue.Text("java")))))
                .toList());
    }

    @Override
    public CompletionStage<Integer> join(Selection sockets, Set<String> rooms) {
        List<String> selected = selected(sockets);
        selected.forEach(client -> rooms(client).addAll(rooms));
        return CompletableFuture.completedStage(selected.size());
    }

    @Override
    public CompletionStage<Integer> leave(Selection sockets, Set<String> rooms) {
        List<String> selected = selected(sockets);
        selected.forEach(client -> rooms(client).removeAll(rooms));
        return CompletableFuture.completedStage(selected.size());
    }

    @Override
    public CompletionStage<Integer> disconnect(Selection sockets, NodeRequest.Ending ending) {
        List<String> selected = selected(sockets);
        for (String client : selected) {
            roomsById.remove(client);
            log.disconnected(client, ending);
        }
        return CompletableFuture.completedStage(selected.size());
    }

    private Set<String> rooms(String client) {
        return roomsById.getOrDefault(client, new LinkedHashSet<>());
    }

    private List<String> selected(Selection sockets) {
        return sockets.accept(new Selection.Visitor<>() {
            @Override
            public List<String> matching(Selection.Matching all) {
                return InMemoryClients.this.matching(all);
            }

            @Override
            public List<String> oneSocket(Selection.OneSocket one) {
                return roomsById.containsKey(one.socketId()) ? List.of(one.socketId()) : List.of();
            }
        });
    }

    private List<String> matching(Selection.Matching selection) {
        List<String> matching = new ArrayList<>();
        roomsById.forEach((client, rooms) -> {
            boolean named = selection.rooms().isEmpty() || meets(rooms, selection.rooms());
            if (named && !meets(rooms, selection.except())) {
                matching.add(client);
            }
        });
        return matching;
    }

    private static boolean meets(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }
}
