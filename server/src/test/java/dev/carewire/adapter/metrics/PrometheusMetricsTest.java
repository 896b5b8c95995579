package dev.carewire.adapter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.authorization.RoomQuestionCounters;
import dev.carewire.dialect.Callers;
import dev.carewire.hub.FamilyLimits;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.RecordingConnection;
import dev.carewire.hub.SerialExecutor;
import dev.carewire.hub.Session;
import dev.carewire.hub.SessionEnd;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The number of series that a node has at most, whatever happens to it. */
class PrometheusMetricsTest {

    private static final int MANY = 10_000;
    private static final int MAX_TENANTS = 50;
    private static final Duration TOOK = Duration.ofMillis(7);

    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(2 * MANY, 10, 5), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            Clock.systemUTC());
    private final PrometheusMetrics metrics =
            new PrometheusMetrics(hub, MAX_TENANTS, List.of("clinic"), new RoomQuestionCounters());

    @AfterEach
    void close() {
        metrics.close();
        hub.close();
    }

    private Session connect(String tenant) {
        Session session = new Session(
                "session-of-" + tenant,
                Optional.empty(),
                Callers.caller(new TenantId(tenant), "user", Role.DOCTOR),
                new TextEncoding(event -> List.of()),
                new RecordingConnection(Runnable::run),
                new SerialExecutor(Runnable::run));
        hub.register(session, FamilyLimits.none("clinic"));
        return session;
    }

    /** The lines of one metric, without the comments. */
    private List<String> series(String name) {
        return metrics.scrape().lines().filter(line -> line.startsWith(name)).toList();
    }

    /** Each clinic of 10,000 had a series of its own. */
    @Test
    void tenThousandClinicsHaveNoMoreSeriesThanTheMaximum() {
        for (int i = 0; i < MANY; i++) {
            connect("clinic-" + i);
        }

        List<String> connections = series("websocket_connections_total");

        assertThat(connections)
                .hasSize(MAX_TENANTS + 1)
                .contains("websocket_connections_total{tenant_id=\"other\"} " + (double) (MANY - MAX_TENANTS));
        assertThat(series("websocket_connections_total")).containsExactlyInAnyOrderElementsOf(connections);
    }

    @Test
    void aClinicThatLeavesMakesRoomForAnother() {
        Session first = connect("first");
        series("websocket_connections_total");
        for (int i = 0; i < MAX_TENANTS; i++) {
            connect("clinic-" + i);
        }
        assertThat(series("websocket_connections_total"))
                .contains(
                        "websocket_connections_total{tenant_id=\"first\"} 1.0",
                        "websocket_connections_total{tenant_id=\"other\"} 1.0");

        hub.unregister(first, SessionEnd.FINAL);

        assertThat(series("websocket_connections_total"))
                .hasSize(MAX_TENANTS + 1)
                .contains("websocket_connections_total{tenant_id=\"other\"} 0.0")
                .noneMatch(line -> line.contains("first"));
    }

    @Test
    void aClinicCalledOtherCountsAmongTheOthers() {
        connect("other");
        connect("clinic-1");

        assertThat(series("websocket_connections_total"))
                .containsExactlyInAnyOrder(
                        "websocket_connections_total{tenant_id=\"other\"} 1.0",
                        "websocket_connections_total{tenant_id=\"clinic-1\"} 1.0");
    }

    @Test
    void tenThousandPathsHaveNoMoreSeriesThanTheMaximum() {
        for (int i = 0; i < MANY; i++) {
            metrics.recordRequest("POST", "/path/" + i, 200, TOOK);
            metrics.recordPoll("GET", "/path/" + i, 200, TOOK);
        }

        assertThat(series("carewire_http_requests_seconds_count"))
                .hasSize(RequestTimers.MAX_KINDS + 1)
                .contains("carewire_http_requests_seconds_count{method=\"other\",route=\"other\",status=\"other\"} "
                        + (MANY - RequestTimers.MAX_KINDS));
        assertThat(series("carewire_http_polls_seconds_count"))
                .hasSize(RequestTimers.MAX_KINDS + 1)
                .contains("carewire_http_polls_seconds_count{method=\"other\",route=\"other\",status=\"other\"} "
                        + (MANY - RequestTimers.MAX_KINDS));
    }

    /** The wait of polls would hide how long the server takes. */
    @Test
    void pollsAreNotInTheHistogram() {
        metrics.recordPoll("GET", "/socket.io/", 200, Duration.ofSeconds(25));

        assertThat(series("carewire_http_requests")).isEmpty();
        assertThat(series("carewire_http_polls_seconds"))
                .containsExactlyInAnyOrder(
                        "carewire_http_polls_seconds_count{method=\"GET\",route=\"/socket.io/\",status=\"200\"} 1",
                        "carewire_http_polls_seconds_sum{method=\"GET\",route=\"/socket.io/\",status=\"200\"} 25.0",
                        "carewire_http_polls_seconds_max{method=\"GET\",route=\"/socket.io/\",status=\"200\"} 25.0");
    }
}
