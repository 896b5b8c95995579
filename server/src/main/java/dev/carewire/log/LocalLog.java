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
public final class LocalLog implements EventLog {

    private final String epoch;
    private final Consumer<Logged> reader;
    private final Map<TenantId, Tenant> tenants = new ConcurrentHashMap<>();

    /**
     * An empty log.
     *
     * @param epoch names this life of the log; never used before
     * @param reader handed every event; does not block
     */
    public LocalLog(String epoch, Consumer<Logged> reader) {
        this.epoch = epoch;
        this.reader = reader;
    }

    @Override
    public void append(Event<?> event) {
        tenants.computeIfAbsent(event.tenant(), tenant -> new Tenant()).append(event);
    }

    private final class Tenant {
        private long last;

        private synchronized void append(Event<?> event) {
            last++;
            reader.accept(new Logged(new Position(epoch, last), event));
        }
    }
}
