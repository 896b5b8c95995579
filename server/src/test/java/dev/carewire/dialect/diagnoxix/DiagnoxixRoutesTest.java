package dev.carewire.dialect.diagnoxix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.dialect.Callers;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.fixture.TestZones;
import dev.carewire.http.Router;
import dev.carewire.idempotency.IdempotentRoutes;
import dev.carewire.idempotency.KeyLimits;
import dev.carewire.idempotency.TestRequests;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.Notification;
import dev.carewire.notification.NotificationDraft;
import dev.carewire.notification.NotificationIds;
import dev.carewire.notification.NotificationKind;
import dev.carewire.notification.Notifications;
import dev.carewire.rate.RateLimit;
import dev.carewire.rate.RequestLimits;
import dev.carewire.rest.StubTokenVerifier;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpTestClient;
import dev.carewire.transport.http.RequestRates;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnoxixRoutesTest {

    private static final String TEST = "/v1/ws/test-notification";
    private static final String GOOD = "{\"user_id\":\"u-patient\",\"title\":\"T\",\"message\":\"M\"}";
    private static final String SENT =
            "{\"success\":true,\"message\":\"Test notification sent\",\"user_id\":\"u-patient\"}";

    private final TenantId tenant = new TenantId("first-" + UUID.randomUUID());
    private final TenantId other = new TenantId("other-" + UUID.randomUUID());
    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T15:00:00.250Z"), ZoneOffset.UTC);
    private final Database database = TestDatabases.H2.database();
    private final Notifications notifications = WiredFeatures.over(
                    database, TestPublishers.over(database, event -> {}), clock)
            .client()
            .notifications();
    private final List<String> tried = new ArrayList<>();

    /** Each sender may use one idempotency key. */
    private final IdempotentRoutes idempotent = new IdempotentRoutes(
            TestRequests.over(database, clock, new KeyLimits(1, 1)), Runnable::run, PrincipalBuilder.DEFAULT_TENANT);

    private HttpTestClient api(boolean trustUserId, Optional<RateLimit> limits) {
        OriginPolicy origins = new OriginPolicy(Set.of());
        StubTokenVerifier tokens = new StubTokenVerifier(tenant, other);
        DiagnoxixAuthentication authentication =
                new DiagnoxixAuthentication(new DiagnoxixRules(trustUserId, limits), tokens, clock);
        return new HttpTestClient(new HttpApi(
                new Router(new DiagnoxixRoutes(
                                authentication, new Listed(), notifications, PrincipalBuilder.DEFAULT_TENANT)
                        .routes().stream().map(idempotent::of).toList()),
                new BearerAuthentication(tokens, origins),
                origins,
                TestZones.UTC,
                new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
                Runnable::run));
    }

    private HttpTestClient api() {
        return api(false, Optional.empty());
    }

    private static void assertIs(HttpTestClient.Answer answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static String error(int status, String code, String message) {
        return "{\"status\":" + status + ",\"success\":false,\"error\":{\"code\":\"" + code + "\",\"message\":\""
                + message + "\"}}";
    }

    @Test
    void countsTheConnectionsOfTheCallersClinic() {
        try (HttpTestClient api = api()) {
            assertIs(
                    api.get(StubTokenVerifier.PATIENT, "/v1/ws/stats"),
                    200,
                    "{\"success\":true,\"data\":{\"connected_clients\":3,\"status\":\"active\"},\"status\":200}");
            assertIs(
                    api.get(StubTokenVerifier.WITHOUT_TENANT, "/v1/ws/stats"),
                    200,
                    "{\"success\":true,\"data\":{\"connected_clients\":0,\"status\":\"active\"},\"status\":200}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/ws/stats",
        "POST, /v1/ws/test-notification",
        "GET, /v1/notifications",
        "POST, /v1/notifications/n/read"
    })
    void wantsAToken(String method, String path) {
        try (HttpTestClient api = api()) {
            HttpMethod verb = HttpMethod.valueOf(method);
            assertIs(api.exchange(api.request(verb, path)), 401, "{\"error\":\"missing or malformed jwt\"}");
            assertIs(api.exchange("nonsense", verb, path, ""), 401, "{\"error\":\"invalid or expired jwt\"}");
            assertIs(
                    api.exchange(StubTokenVerifier.UNCHECKABLE, verb, path, ""),
                    503,
                    "{\"error\":\"authentication is unavailable\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {StubTokenVerifier.DOCTOR, StubTokenVerifier.SERVICE, StubTokenVerifier.PATIENT})
    void triesOutANotificationForStaffBackEndsAndOneself(String token) {
        try (HttpTestClient api = api()) {
            assertIs(api.post(token, TEST, GOOD), 200, SENT);
            assertThat(tried).containsExactly(tenant + " u-patient T M -");
            assertIs(api.post(token, TEST, GOOD.replace("}", ",\"data\":{\"a\":1}}")), 200, SENT);
            assertThat(tried).last().isEqualTo(tenant + " u-patient T M {\"a\":1}");
        }
    }

    @Test
    void sendsARepeatedTestNotificationOnceWithAndWithoutAToken() {
        String key = UUID.randomUUID().toString();
        try (HttpTestClient api = api(true, Optional.empty())) {
            for (Optional<String> token : List.of(Optional.of(StubTokenVerifier.DOCTOR), Optional.<String>empty())) {
                assertIs(keyed(api, token, key, GOOD), 200, SENT);
                HttpTestClient.Answer second = keyed(api, token, key, GOOD);
                assertIs(second, 200, SENT);
                assertThat(second.headers().get("Idempotent-Replayed")).isEqualTo("true");
                assertIs(
                        keyed(api, token, key, GOOD.replace("T", "U")),
                        409,
                        error(409, "CONFLICT", "Idempotency-Key: used for another request (expected: a new key)"));
            }
        }
        assertThat(tried)
                .containsExactly(tenant + " u-patient T M -", PrincipalBuilder.DEFAULT_TENANT + " u-patient T M -");
    }

    /** Regression: the rejection had the form of the other families. */
    @Test
    void rejectsNewKeysAboveTheirLimitInTheFormOfTheFamily() {
        Optional<String> doctor = Optional.of(StubTokenVerifier.DOCTOR);
        try (HttpTestClient api = api()) {
            assertIs(keyed(api, doctor, "k-1", GOOD), 200, SENT);

            HttpTestClient.Answer excess = keyed(api, doctor, "k-2", GOOD);
            assertIs(excess, 429, error(429, "TOO_MANY_REQUESTS", "Idempotency-Key: too many new ones in 24 hours"));
            assertThat(excess.headers().get("Retry-After")).isEqualTo("86400");
        }
        assertThat(tried).hasSize(1);
    }

    private static HttpTestClient.Answer keyed(HttpTestClient api, Optional<String> token, String key, String body) {
        FullHttpRequest request = api.request(HttpMethod.POST, TEST, body);
        request.headers().set("Idempotency-Key", key);
        token.ifPresent(text -> request.headers().set("Authorization", "Bearer " + text));
        return api.exchange(request);
    }

    @Test
    void triesNothingOutOnOthersNorBeyondTheClinic() {
        try (HttpTestClient api = api()) {
            assertIs(
                    api.post(StubTokenVerifier.PATIENT, TEST, GOOD.replace("u-patient", "u-nurse")),
                    403,
                    error(403, "FORBIDDEN", "only staff may notify others"));
            assertThat(tried).isEmpty();
            assertIs(api.post(StubTokenVerifier.STRANGER, TEST, GOOD), 200, SENT);
            assertThat(tried).containsExactly(other + " u-patient T M -");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"title\":\"T\",\"message\":\"M\"}",
                "{\"user_id\":\"u-patient\",\"message\":\"M\"}",
                "{\"user_id\":\"u-patient\",\"title\":\"T\"}",
                "{\"user_id\":true,\"title\":\"T\",\"message\":\"M\"}",
                "{\"user_id\":\"u-patient\",\"title\":7,\"message\":\"M\"}",
                "{\"user_id\":\"u-patient\",\"title\":\"\",\"message\":\"M\"}",
                "{\"user_id\":\"u-patient\",\"title\":\"T\",\"message\":\"M\",\"data\":\"x\"}"
            })
    void refusesABodyThatIsNotAsItShouldBe(String body) {
        try (HttpTestClient api = api()) {
            HttpTestClient.Answer answer = api.post(StubTokenVerifier.DOCTOR, TEST, body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("status").intValue()).isEqualTo(400);
            assertThat(answer.json().path("success").booleanValue()).isFalse();
            assertThat(answer.json().path("error").path("code").textValue()).isEqualTo("BAD_REQUEST");
            assertThat(answer.json().path("error").path("message").textValue()).isEqualTo("Validation failed");
            assertThat(answer.json().path("error").path("details").textValue()).isNotBlank();
            assertThat(tried).isEmpty();
        }
    }

    @Test
    void refusesWhatIsNoJson() {
        try (HttpTestClient api = api()) {
            assertIs(
                    api.post(StubTokenVerifier.DOCTOR, TEST, "{"),
                    400,
                    error(400, "BAD_REQUEST", "Invalid JSON format"));
        }
    }

    private NotificationSnapshot send(String title, Optional<String> data) {
        NotificationDraft draft = NotificationDraft.of(
                "u-patient", NotificationKind.LAB_RESULT_READY, title, "M", NotificationPriority.NORMAL);
        return notifications.send(tenant, data.map(draft::withMetadata).orElse(draft));
    }

    private String item(NotificationSnapshot sent, boolean read, String metadata) {
        return "{\"id\":\"" + NotificationIds.toUuid(sent.id()).orElseThrow() + "\",\"user_id\":\"u-patient\","
                + "\"type\":\"LAB_RESULT_READY\",\"title\":\"" + sent.title() + "\",\"message\":\"M\",\"read\":" + read
                + (read ? ",\"read_at\":\"2026-11-20T15:00:00.250Z\"" : "")
                + ",\"created_at\":\"2026-11-20T15:00:00.250Z\"" + metadata + "}";
    }

    @Test
    void listsPagesOfOnesOwnNotificationsAndMarksThemAsRead() {
        NotificationSnapshot first = send("one", Optional.empty());
        NotificationSnapshot second = send("two", Optional.of("{\"a\":1}"));
        try (HttpTestClient api = api()) {
            String list = "/v1/notifications";
            String begin = "{\"status\":200,\"success\":true,\"data\":";
            String two = item(second, false, ",\"metadata\":{\"a\":1}");
            assertIs(
                    api.get(StubTokenVerifier.PATIENT, list),
                    200,
                    begin + "[" + two + "," + item(first, false, "") + "]}");
            assertIs(api.get(StubTokenVerifier.PATIENT, list + "?page=1&per_page=1"), 200, begin + "[" + two + "]}");
            assertIs(
                    api.get(StubTokenVerifier.PATIENT, list + "?page=2&per_page=1"),
                    200,
                    begin + "[" + item(first, false, "") + "]}");
            assertIs(api.get(StubTokenVerifier.PATIENT, list + "?page=3&per_page=1"), 200, begin + "[]}");
            assertIs(api.get(StubTokenVerifier.NURSE, list), 200, begin + "[]}");

            String acknowledge =
                    list + "/" + NotificationIds.toUuid(second.id()).orElseThrow() + "/acknowledge";
            assertThat(api.post(StubTokenVerifier.NURSE, acknowledge, "").status())
                    .isEqualTo(404);
            assertThat(api.post(StubTokenVerifier.PATIENT, acknowledge, "").status())
                    .isEqualTo(200);
            assertThat(notifications
                            .history(Callers.caller(tenant, "u-patient", Role.PATIENT), Optional.empty(), 9)
                            .items())
                    .extracting(Notification::state)
                    .contains(NotificationState.ACKNOWLEDGED);

            String read = list + "/" + NotificationIds.toUuid(first.id()).orElseThrow() + "/read";
            assertIs(api.post(StubTokenVerifier.PATIENT, read, ""), 200, begin + item(first, true, "") + "}");
            for (String token : List.of(StubTokenVerifier.NURSE, StubTokenVerifier.STRANGER)) {
                assertThat(api.post(token, read, "").status()).isEqualTo(404);
            }
            assertIs(
                    api.post(StubTokenVerifier.PATIENT, list + "/unknown/read", ""),
                    404,
                    error(404, "NOT_FOUND", "notification not found"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=0",
                "page=x",
                "page=-1",
                "per_page=0",
                "per_page=201",
                "page=51&per_page=200",
                "page=9999999999"
            })
    void refusesPagesThatThereCannotBe(String query) {
        try (HttpTestClient api = api()) {
            HttpTestClient.Answer answer = api.get(StubTokenVerifier.PATIENT, "/v1/notifications?" + query);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("error").path("message").textValue()).isEqualTo("Validation failed");
        }
    }

    @Test
    void whereNamesAreBelievedWhoeverHasNoTokenIsWhomTheyName() {
        try (HttpTestClient api = api(true, Optional.empty())) {
            assertThat(api.exchange(api.request(HttpMethod.GET, "/v1/ws/stats")).status())
                    .isEqualTo(200);
            assertIs(api.exchange(api.request(HttpMethod.POST, TEST, GOOD)), 200, SENT);
            assertThat(tried).containsExactly(PrincipalBuilder.DEFAULT_TENANT + " u-patient T M -");
            assertIs(
                    api.exchange(api.request(HttpMethod.GET, "/v1/notifications")),
                    401,
                    "{\"error\":\"missing or malformed jwt\"}");
            assertIs(api.post("nonsense", TEST, GOOD), 401, "{\"error\":\"invalid or expired jwt\"}");
        }
    }

    @Test
    void limitsEachUserAndNotTheirAddress() {
        try (HttpTestClient api = api(false, Optional.of(RateLimit.perSecond(2, 2)))) {
            for (int i = 0; i < 2; i++) {
                assertThat(api.get(StubTokenVerifier.PATIENT, "/v1/ws/stats").status())
                        .isEqualTo(200);
                assertThat(api.get("nonsense", "/v1/ws/stats").status()).isEqualTo(401);
            }
            HttpTestClient.Answer refused = api.get(StubTokenVerifier.PATIENT, "/v1/ws/stats");
            assertIs(refused, 429, "{\"error\":\"Rate limit exceeded\"}");
            assertThat(refused.headers().get("Retry-After")).isEqualTo("1");
            assertThat(api.get(StubTokenVerifier.DOCTOR, "/v1/ws/stats").status())
                    .isEqualTo(200);
            clock.advance(Duration.ofMillis(500));
            assertThat(api.get(StubTokenVerifier.PATIENT, "/v1/ws/stats").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void limitsTheAddressOfRequestsWithoutAToken() {
        try (HttpTestClient api = api(true, Optional.of(RateLimit.perSecond(2, 2)))) {
            for (int status : new int[] {200, 200, 429}) {
                assertThat(api.exchange(api.request(HttpMethod.GET, "/v1/ws/stats"))
                                .status())
                        .isEqualTo(status);
            }
            assertThat(api.get(StubTokenVerifier.PATIENT, "/v1/ws/stats").status())
                    .isEqualTo(200);
        }
    }

    private final class Listed implements ConnectedUsers {

        @Override
        public int connectionCount(TenantId of) {
            return of.equals(tenant) ? 3 : 0;
        }

        @Override
        public void sendTestNotification(
                TenantId of, String userId, String title, String message, Optional<String> data) {
            tried.add(of + " " + userId + " " + title + " " + message + " " + data.orElse("-"));
        }
    }
}
