package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carewire.adapter.StubHttpServer;
import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.fixture.TestZones;
import dev.carewire.http.Router;
import dev.carewire.identity.TenantId;
import dev.carewire.rate.RequestLimits;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpTestClient;
import dev.carewire.transport.http.RequestRates;
import dev.carewire.transport.netty.OriginPolicy;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts over HTTP in a clinic whose own back end keeps the patients. */
class RelayedChartsTest {

    private static final String MINE = "/api/patients/4711/viewers/me";

    private final TenantId clinic = new TenantId("relay-" + UUID.randomUUID());
    private final StubHttpServer system = new StubHttpServer();

    @AfterEach
    void close() {
        system.close();
    }

    private HttpTestClient connect(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("CAREWIRE_RECORDS_KEPT", "none");
        Database database = TestDatabases.H2.database();
        WiredFeatures features =
                WiredFeatures.over(database, TestPublishers.over(database, event -> {}), Clock.systemUTC(), all);
        OriginPolicy origins = new OriginPolicy(Set.of());
        return new HttpTestClient(new HttpApi(
                new Router(features.routes()
                        .filter(route -> route.path().contains("viewers"))
                        .toList()),
                new BearerAuthentication(new StubTokenVerifier(clinic, new TenantId("other")), origins),
                origins,
                TestZones.UTC,
                new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
                Runnable::run));
    }

    @Test
    void staffOpenAnyChartAndPatientsNone() {
        HttpTestClient connection = connect(Map.of());

        assertThat(connection.put(StubTokenVerifier.DOCTOR, MINE, "").status()).isEqualTo(200);
        assertThat(connection
                        .get(StubTokenVerifier.DOCTOR, "/api/patients/4711/viewers")
                        .json())
                .hasSize(1);
        assertThat(connection.put(StubTokenVerifier.PATIENT, MINE, "").status()).isEqualTo(403);
        connection.close();
    }

    @Test
    void theClinicsSystemDecidesAndNoWorkerWaitsForIt() {
        int[] status = {200};
        int port = system.serve("/rooms", exchange -> {
            exchange.sendResponseHeaders(status[0], -1);
            exchange.close();
        });
        HttpTestClient connection = connect(Map.of(
                "CAREWIRE_ROOMS_AUTHORIZATION",
                "http://127.0.0.1:" + port + "/rooms",
                "CAREWIRE_ROOMS_AUTHORIZATION_SECRET",
                "a secret of both systems"));

        assertThat(connection.put(StubTokenVerifier.DOCTOR, MINE, "").status()).isEqualTo(503);
        await().until(() -> connection.put(StubTokenVerifier.DOCTOR, MINE, "").status() == 200);

        status[0] = 403;
        await().until(() -> connection
                        .put(StubTokenVerifier.DOCTOR, "/api/patients/4712/viewers/me", "")
                        .status()
                == 403);
        connection.close();
    }

    /** A viewer could not close a chart after the clinic's system had withdrawn the right to it, or while that system was down. */
    @ParameterizedTest
    @ValueSource(ints = {403, 500})
    void aViewerClosesAChartWithoutAnAnswerOfTheClinicsSystem(int status) {
        int port = system.serve("/rooms", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        HttpTestClient connection = connect(Map.of(
                "CAREWIRE_ROOMS_AUTHORIZATION",
                "http://127.0.0.1:" + port + "/rooms",
                "CAREWIRE_ROOMS_AUTHORIZATION_SECRET",
                "a secret of both systems"));

        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(connection.delete(StubTokenVerifier.DOCTOR, MINE).status())
                    .isEqualTo(200);
        }
        connection.close();
    }
}
