package dev.carewire.adapter.jdbi;

import static java.util.Objects.requireNonNull;

import dev.carewire.event.Event;
import dev.carewire.identity.TenantId;
import dev.carewire.log.EventLog.CommittedEvent;
import dev.carewire.log.LogPosition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The events of one open transaction, until its last act stores them. Only the transaction's thread uses it. */
final class TransactionEvents {

    /** An event; without a body, it is volatile. */
    private record Appended(Event<?> event, Optional<String> body, BooleanSupplier undone) {}

    private final LogHeads heads;
    private final Clock clock;
    private final List<Appended> appended = new ArrayList<>(2);

    TransactionEvents(LogHeads heads, Clock clock) {
        this.heads = heads;
        this.clock = clock;
    }

    /**
     * Adds an event.
     *
     * @param body its stored form; empty if it is not stored
     * @param undone whether a savepoint before this call was rolled back
     */
    void add(Event<?> event, Optional<String> body, BooleanSupplier undone) {
        appended.add(new Appended(event, body, undone));
    }

    /**
     * Numbers and stores the events. The heads of their tenants' logs stay locked until the commit, which must follow at once.
     *
     * @return those that are committed with the transaction, in their order
     */
    List<CommittedEvent> store(Handle handle) {
        appended.removeIf(each -> each.undone.getAsBoolean());
        Map<TenantId, LogPosition> last = raiseHeads(handle);
        PreparedBatch rows = handle.prepareBatch(
                "INSERT INTO event_log (tenant, seq, stored_at, body) VALUES (:tenant, :seq, :storedAt, :body)");
        List<CommittedEvent> numbered = new ArrayList<>(appended.size());
        for (Appended each : appended) {
            TenantId tenant = each.event.tenant();
            if (each.body.isPresent()) {
                LogPosition position = requireNonNull(last.get(tenant), "head").next();
                last.put(tenant, position);
                rows.bind("tenant", tenant)
                        .bind("seq", position.seq())
                        .bind("storedAt", clock.instant())
                        .bind("body", each.body.get())
                        .add();
            }
            numbered.add(new CommittedEvent(each.event, Optional.ofNullable(last.get(tenant))));
        }
        if (rows.size() > 0) {
            rows.execute();
        }
        return numbered;
    }

    /** In the order of the tenants, so that transactions never wait for each other in a circle. Returns the heads before. */
    private Map<TenantId, LogPosition> raiseHeads(Handle handle) {
        SortedMap<TenantId, Integer> counts = new TreeMap<>(Comparator.comparing(TenantId::value));
        for (Appended each : appended) {
            if (each.body.isPresent()) {
                counts.merge(each.event.tenant(), 1, Integer::sum);
            }
        }
        Map<TenantId, LogPosition> before = new HashMap<>();
        counts.forEach((tenant, count) -> before.put(tenant, heads.raise(handle, tenant, count)));
        return before;
    }
}
