package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.command.Caller;
import dev.carewire.event.PresenceStatus;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Role;
import dev.carewire.transport.http.HttpTestClient;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceRoutesTest extends ClinicTest {

    private Caller caller(String user) {
        return new Caller(
                new PrincipalBuilder(user, "Name of " + user, Set.of(Role.NURSE))
                        .tenant(clinic())
                        .build(),
                clinic());
    }

    @Test
    void listsWhoIsThereAndWhoWasThereLast() {
        presence.connected(caller("ada"), "s1");
        presence.setStatus(caller("ada"), "s1", PresenceStatus.AWAY);
        presence.connected(caller("bea"), "s2");
        presence.disconnected(caller("bea"), "s2");
        pass(Duration.ofSeconds(5));
        presence.connected(caller("cleo"), "s3");

        assertThat(get("/api/presence").json()).isEqualTo(HttpTestClient.json("""
                [{"userId":"ada","userName":"Name of ada","status":"away","lastSeen":"2026-11-20T15:00:00.000Z"},
                 {"userId":"cleo","userName":"Name of cleo","status":"online","lastSeen":"2026-11-20T15:00:05.000Z"},
                 {"userId":"bea","userName":"Name of bea","status":"offline","lastSeen":"2026-11-20T15:00:00.000Z"}]
                """));
        assertThat(listed(get("/api/presence?limit=1"), "userId")).containsExactly("ada");
        assertThat(listed(connection.get(StubTokenVerifier.STRANGER, "/api/presence"), "userId"))
                .isEmpty();
        assertRefused(connection.get(StubTokenVerifier.PATIENT, "/api/presence"), 403, "following");
        assertRefused(get("/api/presence?limit=0"), 400, "limit");
    }

    @Test
    void aChartIsOpenWhileItIsHeld() {
        String viewers = "/api/patients/" + newPatient("Edgar") + "/viewers";
        assertThat(listed(get(viewers), "userId")).isEmpty();

        assertData(put(viewers + "/me", ""), 200, "{\"expiresAt\":\"2026-11-20T15:02:00.000Z\"}");
        pass(Duration.ofMinutes(1));
        assertData(put(viewers + "/me", "{}"), 200, "{\"expiresAt\":\"2026-11-20T15:03:00.000Z\"}");
        connection.put(StubTokenVerifier.NURSE, viewers + "/me", "");
        assertThat(get(viewers).json()).isEqualTo(HttpTestClient.json("""
                [{"userId":"u-doctor","userName":"Dana North","startedAt":"2026-11-20T15:00:00.000Z"},
                 {"userId":"u-nurse","userName":"Nia North","startedAt":"2026-11-20T15:01:00.000Z"}]
                """));

        assertThat(connection.delete(StubTokenVerifier.NURSE, viewers + "/me").status())
                .isEqualTo(200);
        assertThat(listed(get(viewers), "userId")).containsExactly("u-doctor");
        pass(Duration.ofMinutes(2));
        assertThat(listed(get(viewers), "userId")).isEmpty();
        assertThat(delete(viewers + "/me").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /viewers", "PUT /viewers/me", "DELETE /viewers/me"})
    void anotherClinicsChartIsLikeOneThatDoesNotExist(String request) {
        String known = "/api/patients/" + newPatient("Edgar");

        assertRefused(ask(StubTokenVerifier.STRANGER, request, known), 404, "patient");
        assertRefused(ask(StubTokenVerifier.DOCTOR, request, "/api/patients/unknown"), 404, "patient");
        assertRefused(ask(StubTokenVerifier.PATIENT, request, known), 403, "");
        assertThat(listed(get(known + "/viewers"), "userId")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"POST, /api/presence", "POST, /api/patients/p/viewers", "GET, /api/patients/p/viewers/me"})
    void hasNoOtherMethods(String method, String target) {
        assertThat(connection
                        .exchange(StubTokenVerifier.DOCTOR, HttpMethod.valueOf(method), target, "")
                        .status())
                .isEqualTo(405);
    }

    private HttpTestClient.Answer ask(String token, String request, String patient) {
        String target = patient + request.substring(request.indexOf(' ') + 1);
        return switch (request.substring(0, request.indexOf(' '))) {
            case "GET" -> connection.get(token, target);
            case "PUT" -> connection.put(token, target, "");
            default -> connection.delete(token, target);
        };
    }
}
