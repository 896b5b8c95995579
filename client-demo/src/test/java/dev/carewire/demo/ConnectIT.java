package dev.carewire.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ConnectIT {

    private static final String STANDARD = "/socket.io/";
    private static final String CLINIC = "/api/socket/";
    private static final String TENANT = "tenant-1";
    private static final String USER = "dr-chen";

    @RegisterExtension
    static final DemoServer SERVER = new DemoServer();

    static Stream<Arguments> pathsAndTransports() {
        return Stream.of(STANDARD, CLINIC)
                .flatMap(path -> Stream.of(Transports.values()).map(transports -> arguments(path, transports)));
    }

    @ParameterizedTest
    @MethodSource("pathsAndTransports")
    void eventsArriveOnEachPathOverEachTransport(String path, Transports transports) throws Exception {
        String last = transports.names().get(transports.names().size() - 1);
        String token = SERVER.token(USER, TENANT);
        Api api = new Api(SERVER.url(), token);
        String patient = api.list("/api/patients").getJSONObject(0).getString("_id");

        try (Witness witness = Witness.connected(SERVER.url(), credentials(token), path, transports)) {
            // The first events of a client that upgrades may still arrive over its first transport.
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            int number = 1000;
            do {
                api.put("/api/patients/" + patient, new JSONObject().put("phone", "555-" + number++));
                Witness.Seen seen = witness.next();
                assertThat(seen.name()).isEqualTo("patient:updated");
                // The event's own argument, and its position for clients that support recovery.
                assertThat(seen.arguments()).hasSize(2);
                assertThat(seen.arguments().get(1).toString()).matches("[a-z0-9]+-[0-9]+");
            } while (!witness.carrier().equals(last) && System.nanoTime() < end);

            assertThat(witness.carrier()).isEqualTo(last);
        }
    }

    @Test
    void refusesInTheWordsThatTheStandardClientLooksFor() throws Exception {
        String token = SERVER.token(USER, TENANT);
        String expired = SERVER.token(USER, TENANT, Duration.ofHours(-1));
        String foreign = new Tokens("x".repeat(48)).sign(USER, TENANT, "doctor", Duration.ofHours(1));

        assertThat(refusal(STANDARD, Map.of("tenantId", TENANT))).isEqualTo("Authentication token required");
        assertThat(refusal(STANDARD, Map.of("token", token))).isEqualTo("Tenant ID required");
        assertThat(refusal(STANDARD, credentials(expired))).isEqualTo("Invalid authentication token");
        assertThat(refusal(STANDARD, credentials(foreign))).isEqualTo("Invalid authentication token");
        assertThat(refusal(STANDARD, Map.of("token", token, "tenantId", "tenant-2")))
                .isEqualTo("Invalid tenant ID");
    }

    @Test
    void refusesInTheWordsThatTheClinicClientLogs() throws Exception {
        String expired = SERVER.token(USER, TENANT, Duration.ofHours(-1));

        assertThat(refusal(CLINIC, Map.of())).isEqualTo("Authentication token required");
        assertThat(refusal(CLINIC, Map.of("token", expired))).isEqualTo("Authentication failed");
    }

    private static String refusal(String path, Map<String, String> credentials) throws Exception {
        try (Witness witness = new Witness(SERVER.url(), credentials, path, Transports.BOTH)) {
            return witness.outcome();
        }
    }

    private static Map<String, String> credentials(String token) {
        return Map.of("token", token, "tenantId", TENANT);
    }
}
