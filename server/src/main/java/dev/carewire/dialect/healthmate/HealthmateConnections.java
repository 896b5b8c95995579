package dev.carewire.dialect.healthmate;

import dev.carewire.command.Caller;
import dev.carewire.dialect.ConnectRefusal;
import dev.carewire.dialect.WebSocketHandle;
import dev.carewire.identity.TenantId;
import dev.carewire.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * The family's connections on this node, across all services. Any thread; never blocks. Bounded by the open
 * connections, and by the tenants that had one.
 */
final class HealthmateConnections {

    /** Service restart (1012), on which clients reconnect. */
    private static final ConnectRefusal.CloseStatus RECONNECT =
            new ConnectRefusal.CloseStatus(1012, "Reconnect requested");

    /** Longest reason of a close frame, in bytes. */
    private static final int MAX_REASON_BYTES = 123;

    private final Clock clock;
    private final Map<String, HealthmateConnection> open = new ConcurrentHashMap<>();

    /** The connections in which a user has joined a conversation. */
    private final Map<Visit, Integer> visits = new ConcurrentHashMap<>();

    private final AtomicLong totalOpened = new AtomicLong();
    private final Map<TenantId, AtomicLong> openedByTenant = new ConcurrentHashMap<>();

    HealthmateConnections(Clock clock) {
        this.clock = clock;
    }

    void add(String id, HealthmateEndpoint service, WebSocketHandle line) {
        open.put(id, new HealthmateConnection(id, service, line, clock.instant()));
        totalOpened.incrementAndGet();
    }

    /**
     * Removes a connection, which leaves its conversations.
     *
     * @param left receives the user, and each conversation in which they have no other connection
     */
    void remove(String id, BiConsumer<Caller, String> left) {
        HealthmateConnection ended = open.remove(id);
        if (ended != null) {
            ended.caller()
                    .ifPresent(caller -> ended.joinedConversations().stream()
                            .filter(conversation -> ended.leave(conversation) && isLastToLeave(caller, conversation))
                            .forEach(conversation -> left.accept(caller, conversation)));
        }
    }

    /**
     * Joins a conversation; a connection without a user joins none.
     *
     * @return whether this is the user's first connection in it
     */
    boolean join(String id, String conversation) {
        Optional<HealthmateConnection> connection = connection(id);
        Optional<Caller> caller = connection.flatMap(HealthmateConnection::caller);
        if (caller.isEmpty() || !connection.get().join(conversation)) {
            return false;
        }
        boolean first = visits.merge(visit(caller.get(), conversation), 1, Integer::sum) == 1;
        if (!open.containsKey(id) && connection.get().leave(conversation)) {
            // It ended meanwhile.
            isLastToLeave(caller.get(), conversation);
            return false;
        }
        return first;
    }

    /**
     * Leaves a conversation.
     *
     * @return whether this was the user's last connection in it
     */
    boolean leave(String id, String conversation) {
        Optional<HealthmateConnection> connection = connection(id);
        return connection.filter(one -> one.leave(conversation)).isPresent()
                && isLastToLeave(connection.get().caller().orElseThrow(), conversation);
    }

    private boolean isLastToLeave(Caller caller, String conversation) {
        return visits.computeIfPresent(visit(caller, conversation), (visit, count) -> count == 1 ? null : count - 1)
                == null;
    }

    private static Visit visit(Caller caller, String conversation) {
        return new Visit(new UserKey(caller.tenant(), caller.userId()), conversation);
    }

    Optional<HealthmateConnection> connection(String id) {
        return Optional.ofNullable(open.get(id));
    }

    /** Counts a connection for the tenant that it belongs to. */
    void countTenantConnection(TenantId tenant) {
        openedByTenant.computeIfAbsent(tenant, none -> new AtomicLong()).incrementAndGet();
    }

    /** Snapshots of the open connections, in no order. */
    List<OpenConnection> all() {
        return open.values().stream().map(HealthmateConnection::snapshot).toList();
    }

    /** A snapshot of the connection; empty if it is not open. */
    Optional<OpenConnection> find(String id) {
        return connection(id).map(HealthmateConnection::snapshot);
    }

    /**
     * The number of connections since the server started.
     *
     * @param tenant counts only connections that authenticated in it; empty for all connections
     */
    long totalOpened(Optional<TenantId> tenant) {
        return tenant.map(one ->
                        openedByTenant.getOrDefault(one, new AtomicLong()).get())
                .orElseGet(totalOpened::get);
    }

    /**
     * Closes a connection permanently; does nothing if it is not open.
     *
     * @param reason sent to the client; truncated to the size of a close frame
     */
    void close(String id, String reason) {
        connection(id).ifPresent(one -> one.webSocket().close(new ConnectRefusal.CloseStatus(1000, truncate(reason))));
    }

    /** Closes a connection with a code that makes its client reconnect; does nothing if it is not open. */
    void closeForReconnect(String id) {
        connection(id).ifPresent(one -> {
            JsonObject frame = Frames.of("recovery_test").put("message", "Testing connection recovery");
            one.webSocket().sendMessages(List.of(Frames.text(frame, clock.instant())));
            one.webSocket().close(RECONNECT);
        });
    }

    private static String truncate(String reason) {
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        for (int character : reason.codePoints().toArray()) {
            String next = Character.toString(Character.isISOControl(character) ? ' ' : character);
            bytes += next.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_REASON_BYTES) {
                break;
            }
            kept.append(next);
        }
        return kept.toString();
    }

    private record UserKey(TenantId tenant, String userId) {}

    private record Visit(UserKey user, String conversation) {}
}
