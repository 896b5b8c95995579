package dev.carewire.log;

import dev.carewire.event.Event;
import dev.carewire.identity.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The event log of a single node: numbers events and delivers them immediately, on the appending thread. Its epoch ends
 * with the process. Any thread. Lock: one per tenant, held while the subscriber runs.
 */
public final class LocalEventLog implements EventLog {

    private final String epoch;
    private final Consumer<LoggedEvent> subscriber;
    private final Map<TenantId, TenantLog> tenants = new ConcurrentHashMap<>();

    /**
     * An empty log.
     *
     * @param epoch names this life of the log; never used before
     * @param subscriber receives every event; must not block
     */
    public LocalEventLog(String epoch, Consumer<LoggedEvent> subscriber) {
        this.epoch = epoch;
        this.subscriber = subscriber;
    }

    @Override
    public void append(Event<?> event) {
        tenants.computeIfAbsent(event.tenant(), tenant -> new TenantLog()).append(event);
    }

    private final class TenantLog {
        private long last;

        private synchronized void append(Event<?> event) {
            last++;
            subscriber.accept(new LoggedEvent(new LogPosition(epoch, last), event));
        }
    }
}
