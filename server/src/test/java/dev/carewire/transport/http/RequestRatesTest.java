package dev.carewire.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.fixture.TestZones;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.http.Router;
import dev.carewire.rate.AddressLimits;
import dev.carewire.rate.RateLimit;
import dev.carewire.rate.RequestLimits;
import dev.carewire.rest.StubTokenVerifier;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients of one address: a clinic's and those of an attacker in its network. */
class RequestRatesTest {

    private static final String FORGED = "no token of the issuer";

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC);
    private final RequestLimits limits = new RequestLimits(
            Optional.of(RateLimit.perSecond(1, 3)),
            Optional.of(RateLimit.perSecond(1, 5)),
            new AddressLimits(1, 2),
            new AddressLimits(1, 2));
    private final HttpTestClient clinic = new HttpTestClient(new HttpApi(
            new Router(List.of(Route.getAll("/query", (caller, request) -> Response.okWithoutData()))),
            new BearerAuthentication(new StubTokenVerifier(), new OriginPolicy(Set.of())),
            new OriginPolicy(Set.of()),
            TestZones.UTC,
            new RequestRates(limits, clock),
            Runnable::run));

    @AfterEach
    void close() {
        clinic.close();
    }

    @Test
    void whateverOthersOfTheAddressSendAValidTokenIsServed() {
        for (int i = 0; i < 100; i++) {
            get(FORGED);
            withoutToken();
        }
        assertThat(get(StubTokenVerifier.DOCTOR).status()).isEqualTo(200);
        assertThat(get(StubTokenVerifier.PATIENT).status()).isEqualTo(200);
    }

    @Test
    void aUserHasARateOfTheirOwn() {
        for (int i = 0; i < 3; i++) {
            assertThat(get(StubTokenVerifier.PATIENT).status()).isEqualTo(200);
        }
        HttpTestClient.Answer refused = get(StubTokenVerifier.PATIENT);
        refused.isRefused(429, "TOO_MANY_REQUESTS", "Too many requests");
        assertThat(refused.headers().get("Retry-After")).isEqualTo("1");
        assertThat(get(StubTokenVerifier.DOCTOR).status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(get(StubTokenVerifier.PATIENT).status()).isEqualTo(200);
    }

    @Test
    void aBackEndHasARateOfItsOwn() {
        for (int i = 0; i < 5; i++) {
            assertThat(get(StubTokenVerifier.SERVICE).status()).isEqualTo(200);
        }
        assertThat(get(StubTokenVerifier.SERVICE).status()).isEqualTo(429);
    }

    @Test
    void forgedTokensCountApartFromMissingOnes() {
        assertThat(get(FORGED).status()).isEqualTo(401);
        assertThat(get(FORGED).status()).isEqualTo(401);
        HttpTestClient.Answer refused = get(FORGED);
        refused.isRefused(429, "TOO_MANY_REQUESTS", "Too many requests");
        assertThat(refused.headers().get("Retry-After")).isEqualTo("1");
        assertThat(withoutToken().status()).isEqualTo(401);
        assertThat(get(StubTokenVerifier.UNCHECKABLE).status()).isEqualTo(503);
        assertThat(withoutToken().status()).isEqualTo(429);
        clock.advance(Duration.ofSeconds(1));
        assertThat(get(FORGED).status()).isEqualTo(401);
        assertThat(withoutToken().status()).isEqualTo(401);
    }

    private HttpTestClient.Answer get(String token) {
        return clinic.get(token, "/query");
    }

    private HttpTestClient.Answer withoutToken() {
        return clinic.exchange(clinic.request(HttpMethod.GET, "/query"));
    }
}
