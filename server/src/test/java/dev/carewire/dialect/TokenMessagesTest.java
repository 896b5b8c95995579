package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenMessagesTest {

    private static final Instant END = Instant.parse("2026-11-20T15:00:00.250Z");
    private static final TenantId TENANT = new TenantId("t");

    private final TokenMessages standard = new TokenMessages(end -> end);
    private final TokenMessages clinic = new TokenMessages(Instant::toEpochMilli);
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            Clock.systemUTC());
    private final List<Optional<String>> presented = new ArrayList<>();

    private TestClient client(TokenMessages messages) {
        return client(messages, Optional.empty());
    }

    private TestClient client(TokenMessages messages, Optional<Instant> end) {
        Principal principal = new Principal(TENANT, "u", "", Set.of(Role.NURSE), Optional.empty(), end);
        return new TestClient(
                "s-" + hub.sessions().size(),
                new Caller(principal, TENANT),
                hub,
                new TextEncoding(event -> List.of()),
                (session, message) -> {
                    presented.add(messages.renewalToken(message));
                    messages.confirmRefresh(session, message);
                });
    }

    @Test
    void warnsWithTheEndAsTheFamilyWritesTimes() {
        assertThat(standard.expiryWarning(END))
                .containsExactly("[\"auth:expiring\",{\"expiresAt\":\"2026-11-20T15:00:00.250Z\"}]");
        assertThat(clinic.expiryWarning(END)).containsExactly("[\"auth:expiring\",{\"expiresAt\":1795186800250}]");
    }

    @Test
    void answersWithAnEventOrTheAcknowledgement() {
        TestClient client = client(clinic, Optional.of(END));
        client.send("[\"auth:refresh\",{\"token\":\"abc\"}]");

        assertThat(client.takeReceived()).containsExactly("[\"auth:refreshed\",{\"expiresAt\":1795186800250}]");
        assertThat(client.ask("[\"auth:refresh\",{\"token\":\"abc\"}]"))
                .contains("[{\"success\":true,\"expiresAt\":1795186800250}]");
        assertThat(client(standard).ask("[\"auth:refresh\",{\"token\":\"abc\"}]"))
                .contains("[{\"success\":true}]");
        assertThat(presented).containsOnly(Optional.of("abc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"ping\"]",
                "[\"auth:refreshed\",{\"token\":\"abc\"}]",
                "[\"say\",\"auth:refresh\",{\"token\":\"abc\"}]",
                "[\"AUTH:REFRESH\"]"
            })
    void takesOtherMessagesForWhatTheyAre(String message) {
        client(standard).ask(message);

        assertThat(presented).containsExactly(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"auth:refresh\"]",
                "[\"auth:refresh\",null]",
                "[\"auth:refresh\",\"abc\"]",
                "[\"auth:refresh\",{}]",
                "[\"auth:refresh\",{\"token\":7}]",
                "[\"auth:refresh\",{\"token\":\" \"}]",
                "[\"auth:refresh\""
            })
    void refusesAMessageWithoutAToken(String message) {
        TestClient client = client(standard);

        assertThatThrownBy(() -> client.ask(message)).isInstanceOf(RejectedException.class);
    }
}
