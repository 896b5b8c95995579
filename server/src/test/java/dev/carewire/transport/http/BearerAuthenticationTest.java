package dev.carewire.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.fixture.TestZones;
import dev.carewire.http.Endpoint;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.http.Router;
import dev.carewire.identity.Access;
import dev.carewire.json.JsonObject;
import dev.carewire.rate.RequestLimits;
import dev.carewire.rest.StubTokenVerifier;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerAuthenticationTest {

    private final OriginPolicy origins = new OriginPolicy(Set.of("https://portal.example"));
    private final HttpTestClient connection = new HttpTestClient(new HttpApi(
            new Router(List.of(route(HttpMethod.GET), route(HttpMethod.POST))),
            new BearerAuthentication(new StubTokenVerifier(), origins),
            origins,
            TestZones.UTC,
            new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
            Runnable::run));

    private static Route route(HttpMethod method) {
        return new Route(method, "/who", (Endpoint.ForCallers) (caller, request) -> Response.ok(new JsonObject()
                .put("user", caller.userId())
                .put("tenant", caller.tenant().value())
                .put("staff", Access.mayAccessRecords(caller.principal()))));
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer   "})
    void knowsTheCallerByTheToken(String scheme) {
        HttpTestClient.Answer answer =
                connection.exchange(request(HttpMethod.GET, "Authorization", scheme + StubTokenVerifier.DOCTOR));

        assertThat(answer.data())
                .isEqualTo(HttpTestClient.json("{\"user\":\"u-doctor\",\"tenant\":\"north\",\"staff\":true}"));
    }

    @Test
    void knowsTheCallerByTheCookie() {
        HttpTestClient.Answer answer = connection.exchange(
                request(HttpMethod.GET, "Cookie", "theme=dark; session=" + StubTokenVerifier.NURSE + "; lang=en"));

        assertThat(answer.data().path("user").textValue()).isEqualTo("u-nurse");
    }

    @Test
    void takesWhoeverIsInNoRoleForStaffByCookieAndByHeaderAlike() {
        HttpTestClient.Answer byCookie =
                connection.exchange(request(HttpMethod.GET, "Cookie", "session=" + StubTokenVerifier.WITHOUT_ROLE));
        HttpTestClient.Answer byHeader = connection.get(StubTokenVerifier.WITHOUT_ROLE, "/who");
        HttpTestClient.Answer patient =
                connection.exchange(request(HttpMethod.GET, "Cookie", "session=" + StubTokenVerifier.PATIENT));

        assertThat(byCookie.data().path("staff").booleanValue()).isTrue();
        assertThat(byHeader.data().path("staff").booleanValue()).isTrue();
        assertThat(patient.data().path("staff").booleanValue()).isFalse();
    }

    @Test
    void prefersTheHeaderToTheCookie() {
        FullHttpRequest request = request(HttpMethod.GET, "Authorization", "Bearer " + StubTokenVerifier.DOCTOR);
        request.headers().set("Cookie", "session=" + StubTokenVerifier.NURSE);

        assertThat(connection.exchange(request).data().path("user").textValue()).isEqualTo("u-doctor");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Nothing, -",
        "Authorization, Bearer",
        "Authorization, Basic dTpw",
        "Authorization, token-doctor",
        "Cookie, session=",
        "Cookie, sessions=token-doctor"
    })
    void asksForATokenWhereThereIsNone(String header, String value) {
        HttpTestClient.Answer answer = connection.exchange(request(HttpMethod.GET, header, value));

        answer.isRefused(401, "UNAUTHENTICATED", "Authentication token required");
        assertThat(answer.headers().get("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void refusesATokenThatIsNotToBeTrusted() {
        HttpTestClient.Answer answer = connection.get("forged", "/who");

        answer.isRefused(401, "UNAUTHENTICATED", "Invalid authentication token");
        assertThat(answer.headers().get("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void asksToComeBackWhileTokensCannotBeChecked() {
        HttpTestClient.Answer answer = connection.get(StubTokenVerifier.UNCHECKABLE, "/who");

        answer.isRefused(503, "UNAVAILABLE", "Authentication is temporarily unavailable");
        assertThat(answer.headers().get("Retry-After")).isEqualTo("1");
    }

    @Test
    void refusesAUserWhoHasToSetAnotherPassword() {
        connection.get(StubTokenVerifier.STALE, "/who").isRefused(403, "FORBIDDEN", "Password reset required");
    }

    @Test
    void aUserOfNoNamedClinicIsOfTheDefaultOne() {
        HttpTestClient.Answer answer = connection.get(StubTokenVerifier.WITHOUT_TENANT, "/who");

        assertThat(answer.data().path("tenant").textValue()).isEqualTo("default");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://clinic.example",
        "Origin, https://portal.example",
        "Sec-Fetch-Site, same-origin",
        "Sec-Fetch-Site, none",
        "X-Nothing, -"
    })
    void letsPagesOfAllowedOriginsActWithTheCookie(String header, String value) {
        FullHttpRequest request = request(HttpMethod.POST, "Cookie", "session=" + StubTokenVerifier.DOCTOR);
        request.headers().set(header, value);

        assertThat(connection.exchange(request).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void letsNoOtherPageActWithTheCookie(String header, String value) {
        FullHttpRequest request = request(HttpMethod.POST, "Cookie", "session=" + StubTokenVerifier.DOCTOR);
        request.headers().set(header, value);

        connection.exchange(request).isRefused(403, "FORBIDDEN", "Origin not allowed");
    }

    @Test
    void refusesAForeignPageEvenIfItClaimsToBeFetchedFromHere() {
        FullHttpRequest request = request(HttpMethod.POST, "Cookie", "session=" + StubTokenVerifier.DOCTOR);
        request.headers().set("Origin", "https://evil.example").set("Sec-Fetch-Site", "same-origin");

        assertThat(connection.exchange(request).status()).isEqualTo(403);
    }

    @Test
    void letsAnyPageReadWithTheCookieForBrowsersKeepTheAnswerFromIt() {
        FullHttpRequest request = request(HttpMethod.GET, "Cookie", "session=" + StubTokenVerifier.DOCTOR);
        request.headers().set("Origin", "https://evil.example");

        HttpTestClient.Answer answer = connection.exchange(request);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().names()).noneMatch(name -> name.startsWith("access-control"));
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example, 401", "https://clinic.example, 401", "https://portal.example, 200", "'', 401"})
    void ignoresTheCookieOnWhatAPageOfAnotherSiteRequests(String origin, int status) {
        FullHttpRequest request = request(HttpMethod.GET, "Cookie", "session=" + StubTokenVerifier.DOCTOR);
        request.headers().set("Sec-Fetch-Site", "cross-site");
        if (!origin.isEmpty()) {
            request.headers().set("Origin", origin);
        }

        assertThat(connection.exchange(request).status()).isEqualTo(status);
    }

    @Test
    void acceptsTheTokenItselfFromAPageOfAnotherSite() {
        FullHttpRequest request = request(HttpMethod.GET, "Authorization", "Bearer " + StubTokenVerifier.DOCTOR);
        request.headers().set("Sec-Fetch-Site", "cross-site");

        assertThat(connection.exchange(request).status()).isEqualTo(200);
    }

    @Test
    void asksNothingAboutOriginsOfWhoSendsTheTokenItself() {
        FullHttpRequest request = request(HttpMethod.POST, "Authorization", "Bearer " + StubTokenVerifier.DOCTOR);
        request.headers().set("Origin", "https://evil.example");

        assertThat(connection.exchange(request).status()).isEqualTo(200);
    }

    private FullHttpRequest request(HttpMethod method, String header, String value) {
        FullHttpRequest request = connection.request(method, "/who");
        request.headers().set(header, value);
        return request;
    }
}
