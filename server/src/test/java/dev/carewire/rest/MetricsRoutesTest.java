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
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsRoutesTest {

    private final OriginPolicy origins = new OriginPolicy(Set.of());
    private final HttpTestClient connection = new HttpTestClient(new HttpApi(
            new Router(new MetricsRoutes(() -> "messages_total 1\n", "scraper").routes()),
            new BearerAuthentication(new StubTokenVerifier(), origins),
            origins,
            TestZones.UTC,
            new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
            Runnable::run));

    @AfterEach
    void close() {
        connection.close();
    }

    private HttpTestClient.Answer ask(String authorization) {
        FullHttpRequest request = connection.request(HttpMethod.GET, "/metrics");
        request.headers().set("Authorization", authorization);
        return connection.exchange(request);
    }

    @Test
    void showsTheMetricsAsTextToWhoHasTheToken() {
        HttpTestClient.Answer answer = ask("Bearer scraper");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).isEqualTo("messages_total 1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer scrape", "Bearer scraper2", "scraper", "Basic scraper", "Bearer "})
    void showsNothingToWhoHasAnotherOne(String authorization) {
        HttpTestClient.Answer answer = ask(authorization);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("messages_total");
    }

    @Test
    void showsNothingToWhoHasNone() {
        HttpTestClient.Answer answer = connection.exchange(connection.request(HttpMethod.GET, "/metrics"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("messages_total");
    }
}
