package dev.carewire.dialect.keney;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.dialect.Callers;
import dev.carewire.dialect.ConnectRefusal;
import dev.carewire.dialect.HandshakeDecision;
import dev.carewire.dialect.HandshakeRequest;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.TestTokenVerifier;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.hub.FamilyLimits;
import dev.carewire.hub.RegistrationResult;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeneyAdmissionTest {

    private static final TenantId NORTH = new TenantId("north");
    private static final Principal NAMED = Callers.principal(Optional.of(NORTH), "john_doe", Role.DOCTOR);
    private static final Principal NUMBERED = Callers.principal(Optional.of(NORTH), "42", Role.PATIENT);
    private static final Principal HOMELESS = Callers.principal(Optional.empty(), "ada", Role.NURSE);
    private static final TestTokenVerifier TOKENS =
            new TestTokenVerifier(Map.of("named", NAMED, "numbered", NUMBERED, "homeless", HOMELESS));

    private final KeneyClinic clinic = new KeneyClinic(false);
    private final PlainDialect notifications = new KeneyNotificationsDialect(
            clinic.features, clinic.hub.traffic(), FamilyLimits.none("keney"), clinic.clock);

    private static HandshakeDecision welcome(
            PlainDialect dialect, Map<String, String> segments, Map<String, String> query) {
        return dialect.handshake(new HandshakeRequest("v", segments, query, Optional.empty(), Optional.empty()), TOKENS)
                .toCompletableFuture()
                .join();
    }

    private HandshakeDecision welcome(String token) {
        return welcome(clinic.dialect, Map.of(), Map.of("token", token));
    }

    private static HandshakeDecision closed(int code, String reason, AuthenticationFailure failure) {
        return new HandshakeDecision.ClosedAfterUpgrade(ConnectRefusal.closing(code, reason), failure);
    }

    @Test
    void closesWhoBringsNoToken() {
        assertThat(welcome(clinic.dialect, Map.of(), Map.of()))
                .isEqualTo(closed(1008, "Missing authentication token", AuthenticationFailure.COUNTED));
        assertThat(welcome("")).isEqualTo(closed(1008, "Missing authentication token", AuthenticationFailure.COUNTED));
        assertThat(welcome(" ")).isEqualTo(closed(1008, "Missing authentication token", AuthenticationFailure.COUNTED));
        assertThat(welcome(notifications, Map.of("user_id", "42"), Map.of()))
                .isEqualTo(closed(1008, "Missing authentication token", AuthenticationFailure.COUNTED));
    }

    @ParameterizedTest
    @CsvSource({
        "expired, 1008, Authentication failed, EXCUSED",
        "nonsense, 1008, Authentication failed, COUNTED",
        "unavailable, 1013, Authentication service unavailable, EXCUSED"
    })
    void closesWhoBringsATokenThatIsNotGood(String token, int code, String reason, AuthenticationFailure failure) {
        assertThat(welcome(token)).isEqualTo(closed(code, reason, failure));
        assertThat(welcome(notifications, Map.of("user_id", "42"), Map.of("token", token)))
                .isEqualTo(closed(code, reason, failure));
    }

    @Test
    void greetsUsersByNameAndByNumber() {
        AdmissionResult.Granted named = ((HandshakeDecision.Accepted) welcome("named")).granted();
        AdmissionResult.Granted numbered = ((HandshakeDecision.Accepted) welcome("numbered")).granted();

        assertThat(named.caller().tenant()).isEqualTo(NORTH);
        assertThat(named.greeting())
                .containsExactly(
                        "{\"type\":\"connected\",\"message\":\"Successfully connected to real-time notifications\"}",
                        "{\"type\":\"welcome\",\"data\":{\"message\":\"Connected to real-time notifications\","
                                + "\"user_id\":\"john_doe\",\"stats\":{\"total_connections\":1,"
                                + "\"total_websockets\":1,\"active_users\":1}},"
                                + "\"timestamp\":\"2026-11-20T15:00:00.250Z\"}");
        assertThat(numbered.greeting().get(1)).contains("\"user_id\":\"42\"").doesNotContain("stats");
    }

    @Test
    void letsAUserWithoutAClinicIntoTheDefaultOne() {
        assertThat(((HandshakeDecision.Accepted) welcome("homeless"))
                        .granted()
                        .caller()
                        .tenant())
                .isEqualTo(PrincipalBuilder.DEFAULT_TENANT);
    }

    @Test
    void countsTheSessionsAndUsersOfTheCallersClinicAlone() {
        clinic.client("s1", Callers.caller(NORTH, "john_doe", Role.DOCTOR));
        clinic.client("s2", Callers.caller(NORTH, "nurse", Role.NURSE));
        clinic.client("s3", Callers.caller(new TenantId("south"), "nurse", Role.NURSE));

        assertThat(((HandshakeDecision.Accepted) welcome("named"))
                        .granted()
                        .greeting()
                        .get(1))
                .contains("{\"total_connections\":3,\"total_websockets\":3,\"active_users\":2}");
    }

    @Test
    void tellsAUserTheirOwnNotificationsAlone() {
        HandshakeDecision own = welcome(notifications, Map.of("user_id", "42"), Map.of("token", "numbered"));

        assertThat(((HandshakeDecision.Accepted) own).granted().greeting().get(0))
                .contains("connected");
        assertThat(welcome(notifications, Map.of("user_id", "43"), Map.of("token", "numbered")))
                .isEqualTo(closed(1008, "Authentication failed", AuthenticationFailure.EXCUSED));
        assertThat(notifications.initialRooms(Callers.caller(NORTH, "42", Role.SUPER_ADMIN)))
                .containsExactly(RoomKey.user(NORTH, "42"));
        assertThat(notifications.initialRooms(Callers.caller(NORTH, "42", Role.DISPLAY)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NODE_FULL, Too many connections",
        "TENANT_FULL, Too many connections for tenant",
        "USER_FULL, Too many connections for user"
    })
    void saysWhichLimitLeavesNoSession(RegistrationResult limit, String reason) {
        assertThat(clinic.dialect.limitReached("c-1", limit)).isEqualTo(ConnectRefusal.closing(1013, reason));
    }
}
