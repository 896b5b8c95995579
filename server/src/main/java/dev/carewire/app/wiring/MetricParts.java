package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.metrics.PrometheusMetrics;
import dev.carewire.app.config.Config;
import dev.carewire.cluster.LogDelivery;
import dev.carewire.dialect.ClientFamily;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.ResponseObserver;
import dev.carewire.http.Route;
import dev.carewire.hub.Hub;
import dev.carewire.identity.Verification;
import dev.carewire.memory.ByteBudget;
import dev.carewire.memory.MemoryBudgets;
import dev.carewire.notification.Escalations;
import dev.carewire.refusal.Refusals;
import dev.carewire.rest.MetricsRoutes;
import dev.carewire.transport.netty.MeasuredRoute;
import dev.carewire.transport.netty.PortObserver;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The metrics of a server. Without a token for reading them, there are none.
 *
 * @param metrics empty without that token
 * @param routes serve them
 */
record MetricParts(Optional<PrometheusMetrics> metrics, List<Route> routes, Refusals refusals)
        implements PortObserver, ResponseObserver {

    /** The metrics of these parts; {@code parts} receives what is to be closed. */
    static MetricParts create(
            Config config,
            Hub hub,
            LogDelivery delivery,
            RecoveryParts recoveries,
            MemoryBudgets memory,
            Features features,
            Database database,
            Refusals refusals,
            Closer parts) {
        if (config.http().metricsToken().isEmpty()) {
            return new MetricParts(Optional.empty(), List.of(), refusals);
        }
        PrometheusMetrics metrics = parts.add(new PrometheusMetrics(
                hub,
                config.http().metricsTenants(),
                config.families().stream().map(ClientFamily::word).toList(),
                features.rooms().counters()));
        addEscalations(metrics, features.notifications().escalations());
        addRefusals(metrics, refusals);
        addMemory(metrics, "unauthenticated", memory.unauthenticated());
        addMemory(metrics, "incoming_bodies", memory.incoming());
        addMemory(metrics, "outbound", memory.outgoing());
        addMemory(metrics, "rings", hub.historyMemory());
        addDatabase(metrics, database, config.database().poolSize());
        metrics.addGauge(
                "carewire.log.undelivered.events",
                "Committed events that this node has not delivered",
                delivery::behind);
        metrics.addGauge(
                "carewire.log.undelivered.seconds",
                "Time for which a tenant has had undelivered events",
                () -> delivery.longestBehind().toSeconds());
        metrics.addCounter(
                "carewire.sessions.saved",
                "States of sessions saved for clients that reconnect after a crash",
                recoveries.checkpoints()::savedCount);
        return new MetricParts(
                Optional.of(metrics),
                new MetricsRoutes(
                                metrics::scrape,
                                config.http().metricsToken().get(),
                                address -> refusals.onToken(address, Verification.Reason.MALFORMED))
                        .routes(),
                refusals);
    }

    private static void addEscalations(PrometheusMetrics metrics, Escalations escalations) {
        metrics.addCounter(
                "carewire.escalations.unreached",
                "Escalations of notifications that ended without reaching a recipient",
                () -> escalations.count(Escalations.Ending.UNREACHED));
        for (Escalations.Ending ending : Escalations.Ending.values()) {
            metrics.addCounter(
                    "carewire.escalations.ended",
                    "Escalations of notifications that ended",
                    () -> escalations.count(ending),
                    "outcome",
                    ending.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void addRefusals(PrometheusMetrics metrics, Refusals refusals) {
        for (Verification.Reason reason : Verification.Reason.values()) {
            metrics.addCounter(
                    "carewire.tokens.refused",
                    "Tokens that were not valid",
                    () -> refusals.tokenCount(reason),
                    "reason",
                    reason.name().toLowerCase(Locale.ROOT));
        }
        metrics.addCounter(
                "carewire.origins.refused",
                "Requests of pages of other origins that were refused",
                () -> refusals.count(Refusals.Kind.ORIGIN));
        metrics.addCounter(
                "carewire.connections.yielded",
                "Connections without a session that made room for a new one of their address",
                () -> refusals.count(Refusals.Kind.YIELD));
    }

    private static void addMemory(PrometheusMetrics metrics, String name, ByteBudget budget) {
        metrics.addGauge(
                "carewire.memory.held.bytes", "Bytes of a memory budget in use", budget::heldBytes, "budget", name);
        metrics.addGauge("carewire.memory.max.bytes", "Size of a memory budget", budget::maxBytes, "budget", name);
        metrics.addCounter(
                "carewire.memory.yields",
                "Holders of a memory budget that made room for others",
                budget::yields,
                "budget",
                name);
    }

    private static void addDatabase(PrometheusMetrics metrics, Database database, int poolSize) {
        String connections = "carewire.database.connections";
        String open = "Open connections of the pool";
        metrics.addGauge(connections, open, database::activeConnections, "state", "active");
        metrics.addGauge(connections, open, database::idleConnections, "state", "idle");
        metrics.addGauge("carewire.database.pool.size", "Most connections of the pool", () -> poolSize);
        metrics.addGauge(
                "carewire.database.waiting", "Commands that wait for a connection", database::waitingForConnection);
        metrics.addGauge(
                "carewire.database.writable",
                "1 while the database accepts changes, else 0",
                () -> database.isWritable() ? 1 : 0);
        String failed = "Commands that failed because of the database";
        metrics.addCounter("carewire.database.failures", failed, database::awayCount, "reason", "away");
        metrics.addCounter("carewire.database.failures", failed, database::busyCount, "reason", "busy");
    }

    @Override
    public void onAnswer(MeasuredRoute route, int status, Duration took) {
        metrics.ifPresent(measured -> {
            switch (route.form()) {
                case REQUEST -> measured.recordRequest(route.method(), route.path(), status, took);
                case POLL -> measured.recordPoll(route.method(), route.path(), status, took);
            }
        });
    }

    @Override
    public void onResponse(Request request, Response response) {
        boolean forbidden = response.status().equals(HttpResponseStatus.FORBIDDEN);
        if (forbidden
                && response.header(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN).isEmpty()) {
            request.header(HttpHeaderNames.ORIGIN)
                    .ifPresent(origin -> refusals.onOrigin(request.remoteAddress(), origin));
        }
    }
}
