package dev.carewire.dialect.diagnoxix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.adapter.jdbi.TestNotifications;
import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.cluster.Publisher;
import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.dialect.Callers;
import dev.carewire.dialect.HandshakeDecision;
import dev.carewire.dialect.HandshakeRequest;
import dev.carewire.dialect.TestClient;
import dev.carewire.dialect.TestTokenVerifier;
import dev.carewire.emit.Emit;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.log.LoggedEvent;
import dev.carewire.log.RingLimits;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.notification.Finding;
import dev.carewire.notification.NotificationIds;
import dev.carewire.notification.NotificationKind;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.PredefinedNotifications;
import dev.carewire.presence.TestPresence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnoxixDialectTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00.250Z");
    private static final String AT = "2026-11-20T15:00:00.250Z";

    private final TenantId tenant = new TenantId("dx-" + UUID.randomUUID());
    private final TenantId other = new TenantId("dx-" + UUID.randomUUID());
    private final TestClock clock = new TestClock(NOW, ZoneOffset.UTC);
    private final Database database = TestDatabases.H2.database();
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))), clock);
    private final Publisher publisher =
            TestPublishers.over(database, (LoggedEvent logged) -> hub.deliver(logged), hub::deliver);
    private final Notifications notifications =
            WiredFeatures.over(database, publisher, clock).client().notifications();
    private final PredefinedNotifications announcements = TestNotifications.announcements(database, publisher, clock);
    private final DiagnoxixDialect dialect = dialect(false);
    private final TextEncoding encoding = new TextEncoding(dialect::render);
    private final Caller pat = Callers.caller(tenant, "pat", Role.PATIENT);
    private final TestClient client = client("s1", pat);

    private DiagnoxixDialect dialect(boolean trustUserId) {
        return new DiagnoxixDialect(
                TestPresence.over(new Emit(publisher, clock), new ManualTimers(), clock),
                new ConnectedRecipients(clock),
                notifications,
                trustUserId,
                PrincipalBuilder.DEFAULT_TENANT,
                hub.traffic(),
                clock);
    }

    private TestClient client(String id, Caller caller) {
        TestClient connected = new TestClient(id, caller, hub, encoding, dialect::receive);
        dialect.connected(connected.session());
        return connected;
    }

    private static JsonValue parsed(String json) {
        try {
            return Json.parse(json);
        } catch (dev.carewire.json.MalformedJsonException malformed) {
            throw new AssertionError(malformed);
        }
    }

    /** Asserts that a frame has exactly the family's format, and returns its id. */
    private static String assertFrame(
            String frame, String type, String user, String title, String message, String data) {
        String id = parsed(frame).text("id").orElseThrow();
        assertThat(UUID.fromString(id).toString()).isEqualTo(id);
        assertThat(frame)
                .isEqualTo("{\"type\":\"" + type + "\",\"user_id\":\"" + user + "\",\"title\":\"" + title
                        + "\",\"message\":\""
                        + message + "\"," + (data.isEmpty() ? "" : "\"data\":" + data + ",") + "\"timestamp\":\"" + AT
                        + "\",\"id\":\"" + id + "\"}");
        return id;
    }

    private void assertTold(String type, String title, String message, String data) {
        List<String> received = client.takeReceived();
        assertThat(received).hasSize(1);
        assertFrame(received.get(0), type, "pat", title, message, data);
    }

    @ParameterizedTest
    @CsvSource({
        "appointment_created, APPOINTMENT_CREATED, Appointment Scheduled, Your appointment has been successfully scheduled",
        "appointment_confirmed, APPOINTMENT_CONFIRMED, Appointment Confirmed, Your appointment has been confirmed",
        "appointment_rescheduled, APPOINTMENT_RESCHEDULED, Appointment Rescheduled, Your appointment has been rescheduled",
        "appointment_cancelled, APPOINTMENT_CANCELLED, Appointment Cancelled, Your appointment has been cancelled",
        "appointment_reminder, APPOINTMENT_REMINDER, Appointment Reminder, You have an upcoming appointment",
        "appointment_moved, appointment_moved, Appointment Update, Your appointment status has been updated"
    })
    void tellsOfAppointments(String kind, String type, String title, String message) {
        announcements.sendAppointmentNotification(tenant, "pat", "a-1", new NotificationKind(kind), Optional.empty());
        assertTold(type, title, message, "{\"appointment_id\":\"a-1\",\"type\":\"appointment\"}");
    }

    @Test
    void tellsAnAppointmentInTheWordsOfWhoeverSendsIt() {
        announcements.sendAppointmentNotification(
                tenant, "pat", "a-1", NotificationKind.APPOINTMENT_CONFIRMED, Optional.of("Tomorrow at 2"));
        assertTold(
                "APPOINTMENT_CONFIRMED",
                "Appointment Confirmed",
                "Tomorrow at 2",
                "{\"appointment_id\":\"a-1\",\"type\":\"appointment\"}");
    }

    @Test
    void tellsOfResultsAnalysesTheSystemAndWhateverElse() {
        announcements.sendLabResultNotification(tenant, "pat", "CBC", Finding.NORMAL);
        assertTold(
                "LAB_RESULT_READY",
                "Lab Results Available",
                "Your CBC results are ready",
                "{\"test_name\":\"CBC\",\"is_abnormal\":false,\"type\":\"lab_result\"}");
        announcements.sendLabResultNotification(tenant, "pat", "CBC", Finding.ABNORMAL);
        assertTold(
                "LAB_RESULT_READY",
                "Lab Results Available - Review Required",
                "Your CBC results are ready and require review",
                "{\"test_name\":\"CBC\",\"is_abnormal\":true,\"type\":\"lab_result\"}");
        announcements.sendAIAnalysisNotification(tenant, "pat", "symptom_analysis", "x-1");
        assertTold(
                "AI_ANALYSIS_COMPLETE",
                "AI Analysis Complete",
                "Your symptom_analysis analysis is ready for review",
                "{\"analysis_type\":\"symptom_analysis\",\"analysis_id\":\"x-1\",\"type\":\"ai_analysis\"}");
        announcements.createAndSendNotification(
                tenant,
                "pat",
                NotificationKind.SYSTEM_NOTIFICATION,
                "Pause",
                "At 9",
                Optional.of("{\"type\":\"system\"}"));
        assertTold("SYSTEM_NOTIFICATION", "Pause", "At 9", "{\"type\":\"system\"}");
        announcements.createAndSendNotification(
                tenant, "pat", new NotificationKind("CUSTOM_TYPE"), "T", "M", Optional.of("{}"));
        assertTold("CUSTOM_TYPE", "T", "M", "");
    }

    @Test
    void tellsNobodyButTheUserInTheirClinic() {
        TestClient stranger = client("s2", Callers.caller(other, "pat", Role.PATIENT));
        TestClient neighbour = client("s3", Callers.caller(tenant, "nat", Role.DOCTOR));
        TestClient second = client("s4", pat);
        announcements.sendLabResultNotification(tenant, "pat", "CBC", Finding.NORMAL);
        assertThat(client.takeReceived()).hasSize(1);
        assertThat(second.takeReceived()).hasSize(1);
        assertThat(stranger.takeReceived()).isEmpty();
        assertThat(neighbour.takeReceived()).isEmpty();
    }

    @Test
    void answersPingsToWhoeverAsks() {
        TestClient second = client("s2", pat);
        client.send("{\"type\":\"ping\"}");
        assertTold("pong", "", "", "");
        assertThat(second.takeReceived()).isEmpty();
    }

    @Test
    void marksAsReadByTheIdOfTheFrameAndByOurs() {
        for (boolean byUuid : new boolean[] {true, false}) {
            NotificationSnapshot sent = announcements.sendLabResultNotification(tenant, "pat", "CBC", Finding.NORMAL);
            String frame = client.takeReceived().get(0);
            String id = byUuid ? parsed(frame).text("id").orElseThrow() : sent.id();
            client.send("{\"type\":\"mark_read\",\"notification_id\":\"" + id + "\"}");
            client.runWorkers();
            assertThat(client.takeReceived()).isEmpty();
            assertThat(notifications
                            .history(pat, Optional.empty(), 1)
                            .items()
                            .get(0)
                            .isUnread())
                    .isFalse();
        }
    }

    @Test
    void acknowledgesUnderTheIdOfTheFrame() {
        announcements.sendLabResultNotification(tenant, "pat", "CBC", Finding.NORMAL);
        String id = parsed(client.takeReceived().get(0)).text("id").orElseThrow();
        client.send("{\"type\":\"acknowledge\",\"notification_id\":\"" + id + "\"}");
        client.runWorkers();
        assertThat(notifications
                        .history(pat, Optional.empty(), 1)
                        .items()
                        .get(0)
                        .state())
                .isEqualTo(NotificationState.ACKNOWLEDGED);
    }

    /** Every frame of the family with every fault: it gets no response and changes nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ping",
                "{",
                "\"ping\"",
                "[1]",
                "[\"ping\"]",
                "null",
                "7",
                "{}",
                "{\"type\":null}",
                "{\"type\":7}",
                "{\"type\":\"\"}",
                "{\"type\":\"PING\"}",
                "{\"type\":\"subscribe\"}",
                "{\"type\":\"pong\"}",
                "{\"type\":[\"ping\"]}",
                "{\"type\":\"mark_read\"}",
                "{\"type\":\"mark_read\",\"notification_id\":null}",
                "{\"type\":\"mark_read\",\"notification_id\":7}",
                "{\"type\":\"mark_read\",\"notification_id\":[\"OWN\"]}",
                "{\"type\":\"mark_read\",\"notification_id\":{\"id\":\"OWN\"}}",
                "{\"type\":\"mark_read\",\"notification_id\":\"\"}",
                "{\"type\":\"mark_read\",\"notification_id\":\"\\u0000\"}",
                "{\"type\":\"mark_read\",\"notification_id\":\"unknown\"}",
                "{\"type\":\"mark_read\",\"notification_id\":\"00000000-0000-7000-8000-000000000000\"}",
                "{\"type\":\"mark_read\",\"notification_id\":\"LONG\"}",
                "{\"type\":\"mark_read\",\"notification_id\":\"STRANGERS\"}",
                "{\"type\":\"mark_read\",\"notification_id\":\"NEIGHBOURS\"}",
                "{\"type\":\"mark_read\",\"id\":\"OWN\"}"
            })
    void passesOverInSilenceWhatIsWrong(String frame) {
        Caller stranger = Callers.caller(other, "pat", Role.PATIENT);
        Caller neighbour = Callers.caller(tenant, "nat", Role.PATIENT);
        TestClient second = client("s2", pat);
        NotificationSnapshot own = announcements.sendLabResultNotification(tenant, "pat", "CBC", Finding.NORMAL);
        NotificationSnapshot strange = announcements.sendLabResultNotification(other, "pat", "CBC", Finding.NORMAL);
        NotificationSnapshot near = announcements.sendLabResultNotification(tenant, "nat", "CBC", Finding.NORMAL);
        client.takeReceived();
        second.takeReceived();
        client.send(frame.replace("OWN", own.id())
                .replace(
                        "STRANGERS",
                        NotificationIds.toUuid(strange.id()).orElseThrow().toString())
                .replace(
                        "NEIGHBOURS",
                        NotificationIds.toUuid(near.id()).orElseThrow().toString())
                .replace("LONG", "x".repeat(100_000)));
        client.runWorkers();
        assertThat(client.takeReceived()).isEmpty();
        assertThat(second.takeReceived()).isEmpty();
        for (Caller caller : List.of(pat, stranger, neighbour)) {
            assertThat(notifications.countUnread(caller)).isEqualTo(1);
        }
        client.send("{\"type\":\"ping\"}");
        assertTold("pong", "", "", "");
    }

    @Test
    void triesOutAllConnectionsOfAUserAndCountsThem() {
        TestClient second = client("s2", pat);
        TestClient stranger = client("s3", Callers.caller(other, "pat", Role.PATIENT));
        assertThat(dialect.connectionCount(tenant)).isEqualTo(2);
        assertThat(dialect.connectionCount(other)).isEqualTo(1);

        dialect.sendTestNotification(tenant, "pat", "T", "M", Optional.of("{\"a\":[1]}"));
        assertTold("test_notification", "T", "M", "{\"test\":true,\"data\":{\"a\":[1]}}");
        assertThat(second.takeReceived()).hasSize(1);
        assertThat(stranger.takeReceived()).isEmpty();
        dialect.sendTestNotification(tenant, "pat", "T", "M", Optional.empty());
        assertTold("test_notification", "T", "M", "{\"test\":true,\"data\":null}");

        dialect.disconnected(client.session());
        dialect.sendTestNotification(tenant, "pat", "T", "M", Optional.empty());
        assertThat(client.takeReceived()).isEmpty();
        assertThat(dialect.connectionCount(tenant)).isEqualTo(1);
        dialect.sendTestNotification(tenant, "nobody", "T", "M", Optional.empty());
    }

    @Test
    void saysALimitAndAnEndInTheShapeOfAllFrames() {
        dialect.reject(client.session(), new NoMessage(""), Rejection.OVERLOADED, "too many messages");
        assertTold("error", "Error", "too many messages", "{\"code\":\"OVERLOADED\"}");
        assertFrame(
                dialect.tokenExpiryWarning(client.session(), NOW).get(0),
                "token_expiring",
                "pat",
                "Session Expiring",
                "Your session is about to end",
                "{\"expires_at\":\"" + AT + "\"}");
        client.session().renew(Callers.expiring(pat, NOW));
        dialect.tokenRenewed(client.session(), new NoMessage(""));
        assertTold("authenticated", "Authenticated", "Your session goes on", "{\"expires_at\":\"" + AT + "\"}");
    }

    @Test
    void takesATokenFromAnAuthenticateFrameAlone() {
        assertThat(dialect.renewalCredentials(
                        client.session(), new NoMessage("{\"type\":\"authenticate\",\"token\":\"t\"}")))
                .hasValueSatisfying(
                        credentials -> assertThat(credentials.field("token").flatMap(JsonValue::text))
                                .contains("t"));
        for (String frame :
                List.of("{\"type\":\"ping\",\"x\":\"authenticate\"}", "authenticate", "[\"authenticate\"]")) {
            assertThat(dialect.renewalCredentials(client.session(), new NoMessage(frame)))
                    .isEmpty();
        }
        for (String token : List.of("", ",\"token\":7", ",\"token\":\" \"", ",\"token\":null")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> dialect.renewalCredentials(
                            client.session(), new NoMessage("{\"type\":\"authenticate\"" + token + "}")))
                    .isInstanceOf(dev.carewire.command.RejectedException.class);
        }
    }

    private HandshakeDecision welcome(boolean trust, String query, String authorization) {
        Map<String, String> parameters = new java.util.HashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            parameters.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }
        TestTokenVerifier tokens = new TestTokenVerifier(Map.of(
                "good", pat.principal(),
                "homeless", Callers.principal(Optional.empty(), "pat"),
                "screen", Callers.principal(Optional.of(tenant), "screen", Role.DISPLAY)));
        HandshakeRequest request = new HandshakeRequest(
                "v",
                Map.of(),
                parameters,
                Optional.of(authorization).filter(text -> !text.isEmpty()),
                Optional.empty());
        return dialect(trust).handshake(request, tokens).toCompletableFuture().join();
    }

    @ParameterizedTest
    @CsvSource({
        "'', Bearer good, 400, user_id is required, COUNTED",
        "user_id=, Bearer good, 400, user_id is required, COUNTED",
        "user_id=pat, '', 401, missing or malformed jwt, COUNTED",
        "user_id=pat&token=, '', 401, missing or malformed jwt, COUNTED",
        "user_id=pat&token=good, Basic good, 401, missing or malformed jwt, COUNTED",
        "user_id=pat, Bearer expired, 401, invalid or expired jwt, EXCUSED",
        "user_id=pat&token=nonsense, '', 401, invalid or expired jwt, COUNTED",
        "user_id=pat&token=unavailable, '', 503, authentication is unavailable, EXCUSED",
        "user_id=nat, Bearer good, 403, user_id is not the token's, EXCUSED",
        "user_id=screen, Bearer screen, 403, displays have no notifications, EXCUSED"
    })
    void turnsAwayByHttp(String query, String authorization, int status, String error, AuthenticationFailure failure) {
        for (boolean trust : new boolean[] {false, true}) {
            boolean bare = status == 401 && authorization.isEmpty() && error.startsWith("missing");
            HandshakeDecision welcome = welcome(trust, query, authorization);
            if (trust && bare) {
                assertThat(welcome).isInstanceOf(HandshakeDecision.Accepted.class);
            } else {
                assertThat(welcome)
                        .isEqualTo(
                                new HandshakeDecision.HttpRejection(status, "{\"error\":\"" + error + "\"}", failure));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "user_id=pat, Bearer good, false",
        "user_id=pat&token=good, '', false",
        "user_id=pat&token=homeless, '', true"
    })
    void greetsWhoseTokenItIs(String query, String authorization, boolean homeless) {
        HandshakeDecision.Accepted in = (HandshakeDecision.Accepted) welcome(false, query, authorization);
        assertThat(in.granted().caller().tenant()).isEqualTo(homeless ? PrincipalBuilder.DEFAULT_TENANT : tenant);
        assertThat(in.granted().greeting()).hasSize(1);
        assertFrame(
                in.granted().greeting().get(0),
                "connection_established",
                "pat",
                "Connected",
                "Real-time notifications enabled",
                "");
    }

    @Test
    void believesANameOnlyWhereItIsToldTo() {
        Caller believed = ((HandshakeDecision.Accepted) welcome(true, "user_id=user-123", ""))
                .granted()
                .caller();
        assertThat(believed.userId()).isEqualTo("user-123");
        assertThat(believed.tenant()).isEqualTo(PrincipalBuilder.DEFAULT_TENANT);
        assertThat(believed.principal().roles()).containsExactly(Role.PATIENT);
        assertThat(welcome(true, "user_id=" + "x".repeat(321), ""))
                .isEqualTo(new HandshakeDecision.HttpRejection(
                        400, "{\"error\":\"user_id is malformed\"}", AuthenticationFailure.COUNTED));
    }

    private record NoMessage(String text) implements dev.carewire.dialect.InboundMessage {
        @Override
        public List<byte[]> attachments() {
            return List.of();
        }

        @Override
        public boolean wantsAck() {
            return false;
        }

        @Override
        public void acknowledge(String arguments, List<byte[]> attachments) {
            throw new AssertionError("acknowledged");
        }
    }
}
