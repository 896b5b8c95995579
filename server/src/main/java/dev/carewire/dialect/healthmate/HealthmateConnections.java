package dev.carewire.dialect.healthmate;

import dev.carewire.command.Caller;
import dev.carewire.dialect.Line;
import dev.carewire.dialect.Refusal;
import dev.carewire.identity.TenantId;
import dev.carewire.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The family's connections on this node, all services together. Any thread; never blocks. Bounded by the connections that are open,
 * and by the tenants that had one.
 */
final class HealthmateConnections implements OpenConnections {

    /** Service restart (1012): clients come back. */
    private static final Refusal.End COME_BACK = new Refusal.End(1012, "Reconnect requested");

    /** Bytes of a close frame's reason. */
    private static final int MAX_REASON = 123;

    private final int perUser;
    private final Clock clock;
    private final Map<String, HealthmateConnection> open = new ConcurrentHashMap<>();
    private final Map<UserKey, Set<String>> claims = new ConcurrentHashMap<>();
    private final Map<String, UserKey> claimants = new ConcurrentHashMap<>();
    private final AtomicLong all = new AtomicLong();
    private final Map<TenantId, AtomicLong> ofTenants = new ConcurrentHashMap<>();

    /** @param perUser connections that one user may have */
    HealthmateConnections(int perUser, Clock clock) {
        this.perUser = perUser;
        this.clock = clock;
    }

    void opened(String id, Service service, Line line) {
        open.put(id, new HealthmateConnection(id, service, line, clock.instant()));
        all.incrementAndGet();
    }

    /** The connection that has ended, if it was open. */
    Optional<HealthmateConnection> closed(String id) {
        HealthmateConnection ended = open.remove(id);
        release(id);
        return Optional.ofNullable(ended);
    }

    Optional<HealthmateConnection> connection(String id) {
        return Optional.ofNullable(open.get(id));
    }

    /** Counts a connection as the user's, unless they have as many as they may. It counts until it ends or is somebody else's. */
    boolean claim(String id, Caller caller) {
        release(id);
        UserKey user = new UserKey(caller.tenant(), caller.userId());
        boolean[] claimed = new boolean[1];
        claims.compute(user, (key, ids) -> {
            Set<String> mine = ids == null ? new HashSet<>(2) : ids;
            if (mine.size() < perUser) {
                claimed[0] = true;
                mine.add(id);
                claimants.put(id, user);
            }
            return mine.isEmpty() ? null : mine;
        });
        if (!open.containsKey(id)) {
            // It ended while its token was being checked.
            release(id);
        }
        return claimed[0];
    }

    private void release(String id) {
        UserKey user = claimants.remove(id);
        if (user != null) {
            claims.computeIfPresent(user, (key, ids) -> {
                ids.remove(id);
                return ids.isEmpty() ? null : ids;
            });
        }
    }

    /** A connection came to be known as that tenant's. */
    void known(TenantId tenant) {
        ofTenants.computeIfAbsent(tenant, none -> new AtomicLong()).incrementAndGet();
    }

    @Override
    public List<OpenConnection> all() {
        return open.values().stream().map(HealthmateConnection::facts).toList();
    }

    @Override
    public Optional<OpenConnection> find(String id) {
        return connection(id).map(HealthmateConnection::facts);
    }

    @Override
    public long counted(Optional<TenantId> tenant) {
        return tenant.map(one -> ofTenants.getOrDefault(one, new AtomicLong()).get())
                .orElseGet(all::get);
    }

    @Override
    public void close(String id, String reason) {
        connection(id).ifPresent(one -> one.line().close(new Refusal.End(1000, cut(reason))));
    }

    @Override
    public void reconnect(String id) {
        connection(id).ifPresent(one -> {
            JsonObject frame = Frames.of("recovery_test").put("message", "Testing connection recovery");
            one.line().say(List.of(Frames.text(frame, clock.instant())));
            one.line().close(COME_BACK);
        });
    }

    private static String cut(String reason) {
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        for (int character : reason.codePoints().toArray()) {
            String next = Character.toString(Character.isISOControl(character) ? ' ' : character);
            bytes += next.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_REASON) {
                break;
            }
            kept.append(next);
        }
        return kept.toString();
    }

    private record UserKey(TenantId tenant, String userId) {}
}
