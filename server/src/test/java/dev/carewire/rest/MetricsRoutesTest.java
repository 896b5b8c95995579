package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.fixture.TestZones;
import dev.carewire.http.Router;
import dev.carewire.rate.AddressLimits;
import dev.carewire.rate.RequestLimits;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpTestClient;
import dev.carewire.transport.http.RequestRates;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsRoutesTest {

    /** Three requests of one address without a valid token, and as many with a wrong one. */
    private static final RequestLimits FEW =
            new RequestLimits(Optional.empty(), Optional.empty(), new AddressLimits(1, 3), new AddressLimits(1, 3));

    private final OriginPolicy origins = new OriginPolicy(Set.of());
    private final List<SocketAddress> wrong = new ArrayList<>();
    private final HttpTestClient connection = new HttpTestClient(new HttpApi(
            new Router(new MetricsRoutes(() -> "messages_total 1\n", "scraper", wrong::add).routes()),
            new BearerAuthentication(new StubTokenVerifier(), origins),
            origins,
            TestZones.UTC,
            new RequestRates(FEW, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)),
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

    /** Any number of tokens could be tried. */
    @Test
    void wrongTokensAreLimitedAsForgedOnes() {
        for (int i = 0; i < 3; i++) {
            assertThat(ask("Bearer guess-" + i).status()).isEqualTo(401);
        }

        HttpTestClient.Answer fourth = ask("Bearer guess-3");

        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.headers().get("retry-after")).isEqualTo("1");
        assertThat(wrong).hasSize(4);
    }

    @Test
    void requestsWithoutATokenAreLimited() {
        for (int i = 0; i < 3; i++) {
            assertThat(connection
                            .exchange(connection.request(HttpMethod.GET, "/metrics"))
                            .status())
                    .isEqualTo(401);
        }

        assertThat(connection
                        .exchange(connection.request(HttpMethod.GET, "/metrics"))
                        .status())
                .isEqualTo(429);
    }

    @Test
    void strangersAtItsAddressDoNotHinderTheScraper() {
        for (int i = 0; i < 10; i++) {
            ask("Bearer guess");
            connection.exchange(connection.request(HttpMethod.GET, "/metrics"));
        }

        for (int i = 0; i < 10; i++) {
            assertThat(ask("Bearer scraper").status()).isEqualTo(200);
        }
    }

    @Test
    void showsNothingToWhoHasNone() {
        HttpTestClient.Answer answer = connection.exchange(connection.request(HttpMethod.GET, "/metrics"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("messages_total");
    }
}
