package dev.carewire.adapter.metrics;

import dev.carewire.authorization.RoomQuestionCounters;
import dev.carewire.event.EventCatalog;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Hub;
import dev.carewire.hub.RegistrationResult;
import dev.carewire.hub.TrafficCounters;
import dev.carewire.hub.TrafficCounters.RejectedCommand;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * This node's metrics in Prometheus' text format: three under the names that KeneyApp's installations read, then
 * CareWire's own and the JVM's.
 *
 * <p>Labels are tenant ids, client families, routes, declared names of events and commands, and codes, never patient data.
 * Each label has a closed set of values or a maximum, beyond which {@value RequestTimers#OTHER} stands for the rest. Any
 * thread. Lock: this object, while scraping.
 */
public final class PrometheusMetrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gcMetrics = new JvmGcMetrics();
    private final Hub hub;
    private final RequestTimers requests = new RequestTimers(registry);

    private static final Map<RegistrationResult, String> LIMITS = Map.of(
            RegistrationResult.NODE_FULL, "node",
            RegistrationResult.TENANT_FULL, "tenant",
            RegistrationResult.USER_FULL, "user");

    private final TenantMeters tenants;

    /** Kinds of rejected commands that have a meter. */
    private final Set<RejectedCommand> rejectedKinds = new HashSet<>();

    /** A meter refers weakly to the object that it reads. */
    private final List<Object> sources = new CopyOnWriteArrayList<>();

    /**
     * Metrics of {@code hub}'s node.
     *
     * @param maxTenants clinics with a series of their own, 0 or more
     * @param families the names of the served client families
     * @param questions counts the questions about rooms to the clinic's system
     */
    public PrometheusMetrics(Hub hub, int maxTenants, Collection<String> families, RoomQuestionCounters questions) {
        this.hub = hub;
        this.tenants = new TenantMeters(registry, hub, maxTenants);
        TrafficCounters traffic = hub.traffic();
        FunctionCounter.builder("websocket.messages.received", traffic, TrafficCounters::receivedCount)
                .description("Messages that clients sent, over any transport")
                .register(registry);
        EventCatalog.ALL.forEach(type -> FunctionCounter.builder(
                        "websocket.messages.sent", traffic, counted -> counted.sentCount(type.name()))
                .tag("type", type.name().replaceAll("\\W", "_"))
                .description("Events that were handed to a session, once for each session, over any transport")
                .register(registry));
        families.forEach(family -> FunctionCounter.builder(
                        "carewire.verbatim.sent", traffic, counted -> counted.verbatimSentCount(family))
                .tag("family", family)
                .description(
                        "Events in the wire format of a client family that were handed to a session, once for each")
                .register(registry));
        FunctionCounter.builder("carewire.events.dropped", traffic, TrafficCounters::droppedCount)
                .description("Volatile events that a session did not get because it did not keep up")
                .register(registry);
        LIMITS.forEach((limit, name) -> FunctionCounter.builder(
                        "carewire.connections.refused", traffic, counted -> counted.refusedCount(limit))
                .tag("limit", name)
                .description("Connects that found no room")
                .register(registry));
        for (RoomQuestionCounters.Outcome outcome : RoomQuestionCounters.Outcome.values()) {
            FunctionCounter.builder("carewire.room.questions", questions, counted -> counted.countOf(outcome))
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .description("Questions to the clinic's system whether a user may be in a room")
                    .register(registry);
        }
        for (CloseReason reason : CloseReason.values()) {
            FunctionCounter.builder("carewire.connections.closed", traffic, counted -> counted.closedCount(reason))
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .description("Connections that the server closed, with or without a session")
                    .register(registry);
        }
        addGauge("carewire.log.ring.bytes", "Bytes of the events that are kept for replay", hub::historyBytes);
        addGauge(
                "carewire.log.ring.age.seconds",
                "Age of the oldest event that is kept for replay",
                () -> hub.historyAge().toSeconds());
        gcMetrics.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /**
     * Adds a number that goes up only, for the life of this object.
     *
     * @param name with dots, without {@code total}
     * @param counter any thread; must not block
     * @param labels names and values in turn; each value from a closed set
     */
    public void addCounter(String name, String description, LongSupplier counter, String... labels) {
        sources.add(counter);
        FunctionCounter.builder(name, counter, LongSupplier::getAsLong)
                .tags(labels)
                .description(description)
                .register(registry);
    }

    /** Adds a number that goes up and down; otherwise like {@link #addCounter}. */
    public void addGauge(String name, String description, LongSupplier gauge, String... labels) {
        sources.add(gauge);
        Gauge.builder(name, gauge, LongSupplier::getAsLong)
                .tags(labels)
                .description(description)
                .register(registry);
    }

    /**
     * Counts a request that has its answer. Any thread; never blocks.
     *
     * @param method of few
     * @param route the path of an endpoint, or the template of a route
     * @param took since the request was complete
     */
    public void recordRequest(String method, String route, int status, Duration took) {
        requests.record(method, route, status, took);
    }

    /** Counts a request of Socket.IO's polling that waited for something to send; otherwise like the others. */
    public void recordPoll(String method, String route, int status, Duration waited) {
        requests.recordPoll(method, route, status, waited);
    }

    /** The text of all metrics as of now. Does not block. */
    public synchronized String scrape() {
        tenants.refresh();
        hub.traffic().rejectedKinds().stream().filter(rejectedKinds::add).forEach(this::registerRejected);
        return registry.scrape();
    }

    private void registerRejected(RejectedCommand kind) {
        FunctionCounter.builder("carewire.commands.rejected", hub.traffic(), traffic -> traffic.rejectedCount(kind))
                .tag("command", kind.command().orElse("unknown"))
                .tag("code", kind.code())
                .description("Commands that clients sent and the server rejected, answered or not")
                .register(registry);
    }

    @Override
    public void close() {
        gcMetrics.close();
        registry.close();
    }
}
