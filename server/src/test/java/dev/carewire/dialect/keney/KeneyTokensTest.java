package dev.carewire.dialect.keney;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.Callers;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.dialect.TestClient;
import dev.carewire.event.SampleEvents;
import dev.carewire.identity.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeneyTokensTest {

    private final KeneyClinic clinic = new KeneyClinic(false);
    private final TestClient client = clinic.client(
            "s1", Callers.expiring(Callers.caller(clinic.tenant, "dr-chen", Role.DOCTOR), SampleEvents.AT));

    private record Frame(String text) implements InboundMessage {
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
            throw new UnsupportedOperationException();
        }
    }

    private Optional<Credentials> renewal(String text) {
        return clinic.dialect.renewalCredentials(client.session(), new Frame(text));
    }

    @Test
    void warnsOfTheEndOfATokenAndTellsTheNextOne() {
        assertThat(clinic.dialect.tokenExpiryWarning(SampleEvents.AT))
                .containsExactly("{\"type\":\"token_expiring\",\"data\":{\"expires_at\":\"2026-11-20T15:00:00.250Z\"},"
                        + "\"timestamp\":\"2026-11-20T15:00:00.250Z\"}");

        clinic.dialect.tokenRenewed(client.session(), new Frame(""));

        assertThat(client.takeReceived())
                .containsExactly("{\"type\":\"authenticated\",\"data\":{\"expires_at\":\"2026-11-20T15:00:00.250Z\"},"
                        + "\"timestamp\":\"2026-11-20T15:00:00.250Z\"}");
    }

    @Test
    void readsTheTokenThatAClientGoesOnWith() {
        assertThat(renewal("{\"type\":\"authenticate\",\"token\":\"t\"}").flatMap(Credentials::payload))
                .contains("{\"token\":\"t\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ping",
                "{\"type\":\"ping\"}",
                "authenticate",
                "\"authenticate\"",
                "{\"type\":\"message\",\"content\":\"authenticate\"}"
            })
    void takesNothingElseForARenewal(String frame) {
        assertThat(renewal(frame)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"authenticate\"}",
                "{\"type\":\"authenticate\",\"token\":7}",
                "{\"type\":\"authenticate\",\"token\":\" \"}"
            })
    void refusesARenewalWithoutAToken(String frame) {
        assertThatThrownBy(() -> renewal(frame))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        refusal -> assertThat(refusal.rejection()).isEqualTo(Rejection.INVALID));
    }

    @Test
    void answersARefusalInTheFormOfErrors() {
        clinic.dialect.reject(client.session(), new Frame(""), Rejection.UNAUTHENTICATED, "token of another user");

        assertThat(client.takeReceived())
                .containsExactly("{\"type\":\"error\",\"data\":{\"error\":\"token of another user\","
                        + "\"code\":\"UNAUTHENTICATED\"},\"timestamp\":\"2026-11-20T15:00:00.250Z\"}");
    }
}
