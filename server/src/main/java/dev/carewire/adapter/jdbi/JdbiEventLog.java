package dev.carewire.adapter.jdbi;

import dev.carewire.cluster.EventCodec;
import dev.carewire.event.Delivery;
import dev.carewire.event.Event;
import dev.carewire.identity.TenantId;
import dev.carewire.log.EventLog;
import dev.carewire.log.LogPosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event log in the tables {@code log_heads} and {@code event_log}. Any thread; blocks. */
public final class JdbiEventLog implements EventLog {

    private static final Logger log = LoggerFactory.getLogger(JdbiEventLog.class);

    /** Most tenants in one statement. */
    private static final int MAX_TENANTS = 500;

    /** Characters of events after which an answer ends. */
    private static final int READ_SIZE = 1 << 20;

    /** Most recent events in one answer. */
    private static final int MAX_RECENT = 50_000;

    /** Most events that one call deletes. */
    private static final int MAX_DELETED = 5_000;

    private static final ExpiredRows OLDER = new ExpiredRows("event_log", "tenant, seq", "stored_at < :before");

    private final Database database;
    private final EventCodec codec;
    private final LogHeads heads;
    private final Clock clock;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** The events of the transaction open on this thread. One per log: another database's transaction has events of its own. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Optional<TransactionEvents>> open = ThreadLocal.withInitial(Optional::empty);

    /** The log in {@code database}. */
    public JdbiEventLog(Database database, EventCodec codec, Clock clock) {
        this.database = database;
        this.codec = codec;
        this.heads = new LogHeads(database);
        this.clock = clock;
    }

    @Override
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void append(Event<?> event) {
        Optional<String> body = Optional.of(event)
                .filter(each -> each.type().delivery() != Delivery.VOLATILE)
                .map(codec::encode);
        database.jdbi()
                .useTransaction(handle -> open.get()
                        .orElseGet(() -> begin(handle))
                        .add(event, body, database.savepoints().undone()));
    }

    private TransactionEvents begin(Handle handle) {
        TransactionEvents events = new TransactionEvents(heads, clock);
        open.set(Optional.of(events));
        handle.afterCommit(open::remove);
        handle.afterRollback(() -> {
            open.remove();
            if (database.savepoints().isUnanswered()) {
                listeners.forEach(Listener::onCommitUnknown);
            }
        });
        database.savepoints().beforeCommit(handle, () -> {
            List<CommittedEvent> numbered = events.store(handle);
            if (!numbered.isEmpty()) {
                handle.afterCommit(() -> listeners.forEach(listener -> listener.onCommitted(numbered)));
            }
        });
        return events;
    }

    @Override
    public Map<TenantId, LogPosition> heads(Collection<TenantId> tenants) {
        Map<TenantId, LogPosition> found = new HashMap<>();
        List<String> names = tenants.stream().map(TenantId::value).toList();
        for (int i = 0; i < names.size(); i += MAX_TENANTS) {
            database.listAny(
                            "SELECT tenant, epoch, seq FROM log_heads WHERE tenant IN (<any>)",
                            names.subList(i, Math.min(names.size(), i + MAX_TENANTS)),
                            Map.of(),
                            Head::read)
                    .forEach(head -> found.put(head.tenant, head.position));
        }
        return found;
    }

    @Override
    public Map<TenantId, LogPosition> heads() {
        return database.list("SELECT tenant, epoch, seq FROM log_heads", Map.of(), Head::read).stream()
                .collect(Collectors.toMap(Head::tenant, Head::position));
    }

    @Override
    public List<StoredEvent> read(TenantId tenant, long after) {
        return database.list(
                page("e.seq > :after", "ASC"),
                Map.of("tenant", tenant, "after", after, "most", MAX_READ, "size", READ_SIZE),
                this::storedEvent);
    }

    @Override
    public List<StoredEvent> recent(TenantId tenant, long upTo, Instant since, int size) {
        return database.list(
                page("e.seq <= :upTo AND e.stored_at >= :since", "DESC"),
                Map.of("tenant", tenant, "upTo", upTo, "since", since, "most", MAX_RECENT, "size", size),
                this::storedEvent);
    }

    /** Events of the tenant's present epoch, until their sizes exceed the limit; at least one if there is any. */
    private static String page(String condition, String order) {
        return """
                SELECT epoch, seq, stored_at, body
                FROM (SELECT page.*, SUM(LENGTH(body)) OVER (ORDER BY seq %1$s) - LENGTH(body) AS size_before
                      FROM (SELECT h.epoch, e.seq, e.stored_at, e.body
                            FROM log_heads h JOIN event_log e ON e.tenant = h.tenant
                            WHERE h.tenant = :tenant AND e.seq > h.base AND %2$s
                            ORDER BY e.seq %1$s
                            LIMIT :most) page) sized
                WHERE size_before < :size
                ORDER BY seq %1$s
                """.formatted(order, condition);
    }

    private StoredEvent storedEvent(ResultSet row) throws SQLException {
        String body = row.getString("body");
        return new StoredEvent(
                new LogPosition(row.getString("epoch"), row.getLong("seq")),
                event(body),
                UtcInstants.read(row, "stored_at"),
                body.length());
    }

    private Optional<Event<?>> event(String body) {
        try {
            return Optional.of(codec.decode(body));
        } catch (IllegalArgumentException unreadable) {
            log.atError().log("an event of the log is not readable and is skipped");
            return Optional.empty();
        }
    }

    @Override
    public boolean deleteOlder(Instant before) {
        return OLDER.delete(database, before, MAX_DELETED) == MAX_DELETED;
    }

    private record Head(TenantId tenant, LogPosition position) {
        private static Head read(ResultSet row) throws SQLException {
            return new Head(
                    new TenantId(row.getString("tenant")), new LogPosition(row.getString("epoch"), row.getLong("seq")));
        }
    }
}
