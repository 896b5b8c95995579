package dev.carewire.log;

import dev.carewire.event.Event;
import dev.carewire.identity.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The log of a single node: numbers events and hands them on at once, on the thread that appends. Its epoch ends with the
 * process. Any thread. Lock: one per tenant, held while the reader is called.
 */
public final class LocalEventLog implements EventLog {

    private final String epoch;
    private final Consumer<LoggedEvent> subscriber;
    private final Map<TenantId, TenantLog> tenants = new ConcurrentHashMap<>();

    /**
     * An empty log.
     *
     * @param epoch names this life of the log; never used before
     * @param reader handed every event; does not block
     */
    public LocalEventLog(String epoch, Consumer<LoggedEvent> reader) {
        this.epoch = epoch;
        this.subscriber = reader;
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
