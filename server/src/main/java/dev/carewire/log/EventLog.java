package dev.carewire.log;

import dev.carewire.event.Event;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The durable log of every tenant's events. Events are stored in the transaction of the change that they report, and numbered as the last act
 * of that transaction. So a tenant's numbers have no gaps and follow the order of the commits, on every node. Any thread; every method
 * blocks, so none may run on an event loop.
 */
public interface EventLog {

    /** Most events in one answer of {@link #read}. */
    int MAX_READ = 1_000;

    /** Reports the transactions of this process from now on. Call it before the first {@link #append}. */
    void addListener(Listener listener);

    /**
     * Adds an event to the transaction open on this thread, or commits it in a new one. The listeners receive it after the commit. A volatile
     * event is not stored; it keeps its place among the transaction's other events.
     */
    void append(Event<?> event);

    /** The newest position of each of these tenants that has any. */
    Map<TenantId, LogPosition> heads(Collection<TenantId> tenants);

    /** The newest position of every tenant that has any. */
    Map<TenantId, LogPosition> heads();

    /**
     * The events that follow a position, oldest first: fewer than there are if they are many, but at least one if there is any. Expired events
     * and those of earlier epochs are left out.
     *
     * @param after a number of the tenant's log
     */
    List<StoredEvent> read(TenantId tenant, long after);

    /**
     * The events up to a position, newest first and without gaps: those stored since {@code since}, up to a total size. Those of earlier
     * epochs are left out.
     *
     * @param size of their stored forms, in characters, 1 or more
     */
    List<StoredEvent> recent(TenantId tenant, long upTo, Instant since, int size);

    /**
     * Deletes a batch of the oldest events.
     *
     * @param before events stored since then stay
     * @return whether there may be more
     */
    boolean deleteOlder(Instant before);

    /**
     * A stored event.
     *
     * @param event empty if this version of the program cannot read it
     * @param storedAt when its transaction ended
     * @param size of its stored form, in characters
     */
    record StoredEvent(LogPosition position, Optional<Event<?>> event, Instant storedAt, int size) {}

    /**
     * An event of a transaction that has been committed.
     *
     * @param position that of the event; of a volatile event, the position of the event that it follows, empty if the transaction has none
     */
    record CommittedEvent(Event<?> event, Optional<LogPosition> position) {}

    /** Receives what becomes of transactions with events. */
    interface Listener {

        /**
         * A transaction was committed. The calls for two transactions may arrive in any order, on any threads. Must not block or throw.
         *
         * @param events in the order in which they were appended
         */
        void onCommitted(List<CommittedEvent> events);

        /** The database did not answer the commit of a transaction with events, which may have taken effect. Must not block or throw. */
        void onCommitUnknown();
    }
}
