package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.fixture.TestZones;
import dev.carewire.http.Router;
import dev.carewire.rate.RequestLimits;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpTestClient;
import dev.carewire.transport.http.RequestRates;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC);

    private final AtomicBoolean database = new AtomicBoolean(true);
    private final OriginPolicy origins = new OriginPolicy(Set.of());
    private final HttpTestClient connection = new HttpTestClient(new HttpApi(
            new Router(
                    new HealthRoutes("1.2.3", CLOCK, List.of(new ReadinessCheck("database", database::get))).routes()),
            new BearerAuthentication(new StubTokenVerifier(), origins),
            origins,
            TestZones.UTC,
            new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
            Runnable::run));

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void saysThatTheProcessAnswers() {
        HttpTestClient.Answer answer = connection.exchange(connection.request(HttpMethod.GET, "/health"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"healthy\",\"version\":\"1.2.3\",\"timestamp\":\"2026-11-20T15:00:00.000Z\"}");
    }

    @Test
    void saysThatItCanServe() {
        HttpTestClient.Answer answer = connection.exchange(connection.request(HttpMethod.GET, "/ready"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ready\":true,\"checks\":{\"database\":true},\"version\":\"1.2.3\"}");
    }

    @Test
    void saysWhatIsMissing() {
        database.set(false);

        HttpTestClient.Answer answer = connection.exchange(connection.request(HttpMethod.GET, "/ready"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"ready\":false,\"checks\":{\"database\":false},\"version\":\"1.2.3\"}");
    }
}
