package dev.carewire.dialect.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.command.Caller;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.dialect.Callers;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.TestTokenVerifier;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardAdmissionTest {

    private static final TenantId NORTH = new TenantId("north");
    private static final Principal ADA = Callers.principal(Optional.of(NORTH), "ada", Role.DOCTOR);
    private static final TestTokenVerifier TOKENS = new TestTokenVerifier(
            Map.of("good", ADA, "homeless", Callers.principal(Optional.empty(), "bob", Role.DOCTOR)));

    @Test
    void letsAUserIntoTheClinicOfTheirToken() {
        assertThat(admit("{\"token\":\"good\",\"tenantId\":\"north\"}"))
                .isEqualTo(new AdmissionResult.Granted(new Caller(ADA, NORTH)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"__http_only_cookie__", "__cookie__", "cookie"})
    void takesTheTokenOfTheCookieThatAPlaceholderStandsFor(String placeholder) {
        String payload = "{\"token\":\"" + placeholder + "\",\"tenantId\":\"north\"}";

        assertThat(admit(payload, Optional.of("a=b; derm_staff_access=good")))
                .isEqualTo(new AdmissionResult.Granted(new Caller(ADA, NORTH)));
        assertThat(admit(payload, Optional.of("session=good")))
                .isEqualTo(new AdmissionResult.Refused("Authentication token required"));
        assertThat(admit(payload)).isEqualTo(new AdmissionResult.Refused("Authentication token required"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"token\":null,", "\"token\":\"\",", "\"token\":\" \","})
    void takesTheTokenOfTheCookieWithoutOneInTheMessage(String token) {
        String payload = "{" + token + "\"tenantId\":\"north\"}";

        assertThat(admit(payload, Optional.of("derm_staff_access=good")))
                .isEqualTo(new AdmissionResult.Granted(new Caller(ADA, NORTH)));
        assertThat(admit("{\"token\":7,\"tenantId\":\"north\"}", Optional.of("derm_staff_access=good")))
                .isEqualTo(new AdmissionResult.Refused("Invalid authentication token"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "null, Authentication token required",
                "[], Authentication token required",
                "`[\"good\",\"north\"]`, Authentication token required",
                "\"good\", Authentication token required",
                "{, Authentication token required",
                "{}, Authentication token required",
                "{\"tenantId\":\"north\"}, Authentication token required",
                "`{\"token\":null,\"tenantId\":\"north\"}`, Authentication token required",
                "`{\"token\":\"\",\"tenantId\":\"north\"}`, Authentication token required",
                "`{\"token\":\" \",\"tenantId\":\"north\"}`, Authentication token required",
                "{\"token\":\"good\"}, Tenant ID required",
                "{\"token\":\"expired\"}, Tenant ID required",
                "`{\"token\":\"good\",\"tenantId\":null}`, Tenant ID required",
                "`{\"token\":\"good\",\"tenantId\":\"\"}`, Tenant ID required",
                "`{\"token\":\"good\",\"tenantId\":{}}`, Tenant ID required",
                "`{\"token\":\"expired\",\"tenantId\":\"north\"}`, Invalid authentication token",
                "`{\"token\":\"expired\",\"tenantId\":\"south\"}`, Invalid authentication token",
                "`{\"token\":\"nonsense\",\"tenantId\":\"north\"}`, Invalid authentication token",
                "`{\"token\":7,\"tenantId\":\"north\"}`, Invalid authentication token",
                "`{\"token\":{},\"tenantId\":\"north\"}`, Invalid authentication token",
                "`{\"token\":\"good\",\"tenantId\":\"south\"}`, Invalid tenant ID",
                "`{\"token\":\"good\",\"tenantId\":\"North\"}`, Invalid tenant ID",
                "`{\"token\":\"good\",\"tenantId\":7}`, Invalid tenant ID",
                "`{\"token\":\"homeless\",\"tenantId\":\"north\"}`, Invalid tenant ID",
                "{\"token\":\"stale-good\"}, Tenant ID required",
                "`{\"token\":\"stale-good\",\"tenantId\":\"south\"}`, Invalid tenant ID",
                "`{\"token\":\"stale-homeless\",\"tenantId\":\"north\"}`, Invalid tenant ID",
                "`{\"token\":\"stale-good\",\"tenantId\":\"north\"}`, Password reset required"
            })
    void refusesInTheWordsAndTheOrderOfTheContract(String payload, String refusal) {
        assertThat(((AdmissionResult.Refused) admit(payload)).message()).isEqualTo(refusal);
    }

    @Test
    void doesNotRejectAClientWhoseTokenCannotBeVerifiedNow() {
        assertThat(admit("{\"token\":\"unavailable\",\"tenantId\":\"north\"}"))
                .isEqualTo(new AdmissionResult.Unavailable());
    }

    @ParameterizedTest
    @CsvSource({
        "expired, north, EXCUSED",
        "stale-good, north, EXCUSED",
        "good, south, EXCUSED",
        "nonsense, north, COUNTED",
        "'', north, COUNTED"
    })
    void countsOnlyTokensThatAreMissingOrNotGenuine(String token, String tenant, AuthenticationFailure failure) {
        String payload = "{\"token\":\"" + token + "\",\"tenantId\":\"" + tenant + "\"}";

        assertThat(((AdmissionResult.Refused) admit(payload)).failure()).isEqualTo(failure);
    }

    @Test
    void refusesWhoBringsNothing() {
        Credentials nothing =
                new Credentials(Optional.empty(), Optional.of("Bearer good"), Optional.of("session=good"));

        assertThat(StandardAdmission.admit(nothing, TOKENS)
                        .toCompletableFuture()
                        .join())
                .isEqualTo(new AdmissionResult.Refused("Authentication token required"));
    }

    private static AdmissionResult admit(String payload) {
        return admit(payload, Optional.empty());
    }

    private static AdmissionResult admit(String payload, Optional<String> cookies) {
        Credentials credentials = new Credentials(Optional.of(payload), Optional.empty(), cookies);
        return StandardAdmission.admit(credentials, TOKENS)
                .toCompletableFuture()
                .join();
    }
}
