package dev.carewire.adapter.metrics;

import dev.carewire.hub.Hub;
import dev.carewire.identity.TenantId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * The sessions of each clinic that has any: a series for each, up to a maximum, and one for all others. A clinic keeps its series as long
 * as it has sessions. Any thread. Lock: this object.
 */
final class TenantMeters {

    /** Stands for the clinics without a series of their own, and for one of that name. */
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Hub hub;
    private final int maxTenants;
    private final Map<TenantId, Meter> meters = new HashMap<>();
    private Map<TenantId, Integer> sessions = Map.of();
    private int ofOthers;

    /** @param maxTenants clinics with a series of their own, 0 or more */
    TenantMeters(MeterRegistry registry, Hub hub, int maxTenants) {
        this.registry = registry;
        this.hub = hub;
        this.maxTenants = maxTenants;
        meter(OTHER, () -> ofOthers);
    }

    /** Counts the sessions as of now. */
    synchronized void refresh() {
        sessions = hub.sessionsByTenant();
        meters.entrySet().removeIf(known -> {
            boolean gone = !sessions.containsKey(known.getKey());
            if (gone) {
                registry.remove(known.getValue());
            }
            return gone;
        });
        ofOthers = 0;
        sessions.forEach((tenant, number) -> {
            if (!hasMeter(tenant)) {
                ofOthers += number;
            }
        });
    }

    private boolean hasMeter(TenantId tenant) {
        if (!meters.containsKey(tenant)
                && meters.size() < maxTenants
                && !tenant.value().equals(OTHER)) {
            meters.put(tenant, meter(tenant.value(), () -> sessions.getOrDefault(tenant, 0)));
        }
        return meters.containsKey(tenant);
    }

    /** Published as a counter, as KeneyApp's document requires; the Prometheus client rejects a gauge of that name. */
    private Meter meter(String name, Reading reading) {
        return FunctionCounter.builder("websocket.connections", this, counting -> counting.read(reading))
                .tag("tenant_id", name)
                .description("Sessions that are connected now, over any transport: goes up and down")
                .register(registry);
    }

    /** A number of sessions; read under the lock. */
    @FunctionalInterface
    private interface Reading {
        int sessions();
    }

    private synchronized int read(Reading reading) {
        return reading.sessions();
    }
}
