package dev.carewire.adapter.metrics;

import dev.carewire.event.Catalogue;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Traffic;
import dev.carewire.identity.TenantId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts of this node in Prometheus' text format: the three that KeneyApp's installations read, by the names they know, then our
 * own and those of the JVM. Labels are ids of clinics and names of declared events: nothing of a patient, and no more series than
 * there are clinics with somebody connected and events in the catalogue. Any thread. Lock: this object, while scraping.
 */
public final class PrometheusMetrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Hub hub;

    /** One for each tenant that has sessions, as of the last scrape, and how many. */
    private final Map<TenantId, Meter> connections = new HashMap<>();

    private Map<TenantId, Integer> sessions = Map.of();

    /** Metrics of the node that {@code hub} is the hub of. */
    public PrometheusMetrics(Hub hub) {
        this.hub = hub;
        Traffic traffic = hub.traffic();
        FunctionCounter.builder("websocket.messages.received", traffic, Traffic::receivedSoFar)
                .description("Messages that clients sent, over any transport")
                .register(registry);
        Catalogue.ALL.forEach(type -> FunctionCounter.builder(
                        "websocket.messages.sent", traffic, counted -> counted.sentSoFar(type.name()))
                .tag("type", type.name().replaceAll("\\W", "_"))
                .description("Events that were handed to a session, once for each session, over any transport")
                .register(registry));
        FunctionCounter.builder("carewire.events.dropped", traffic, Traffic::droppedSoFar)
                .description("Volatile events that a session did not get because it did not keep up")
                .register(registry);
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** The text of all metrics as of now. Does not block. */
    public synchronized String scrape() {
        sessions = hub.sessionsByTenant();
        sessions.keySet().forEach(tenant -> connections.computeIfAbsent(tenant, this::connections));
        connections.entrySet().removeIf(known -> {
            boolean gone = !sessions.containsKey(known.getKey());
            if (gone) {
                registry.remove(known.getValue());
            }
            return gone;
        });
        return registry.scrape();
    }

    /** Named and shown as a counter, as that document has it; Prometheus' own client refuses a gauge of such a name. */
    private Meter connections(TenantId tenant) {
        return FunctionCounter.builder("websocket.connections", this, counting -> counting.sessions(tenant))
                .tag("tenant_id", tenant.value())
                .description("Sessions that are connected now, over any transport: goes up and down")
                .register(registry);
    }

    private synchronized int sessions(TenantId tenant) {
        return sessions.getOrDefault(tenant, 0);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
