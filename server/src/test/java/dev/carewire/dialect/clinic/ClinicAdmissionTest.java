package dev.carewire.dialect.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.command.Caller;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.dialect.Callers;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.TestTokenVerifier;
import dev.carewire.fixture.CredentialsBuilder;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClinicAdmissionTest {

    private static final TenantId NORTH = new TenantId("north");
    private static final Principal ADA = Callers.principal(Optional.of(NORTH), "ada", Role.DOCTOR);
    private static final Principal BOB = Callers.principal(Optional.empty(), "bob", Role.DOCTOR);
    private static final TestTokenVerifier TOKENS = new TestTokenVerifier(Map.of("good", ADA, "homeless", BOB));

    private static final AdmissionResult REQUIRED = new AdmissionResult.Refused("Authentication token required");
    private static final AdmissionResult FAILED = new AdmissionResult.Refused("Authentication failed");
    private static final AdmissionResult EXCUSED =
            new AdmissionResult.Refused("Authentication failed", AuthenticationFailure.EXCUSED);
    private static final AdmissionResult GRANTED = new AdmissionResult.Granted(new Caller(ADA, NORTH));

    @Test
    void letsAUserIntoTheClinicOfTheirTokenWhateverTheClientSays() {
        assertThat(admit("{\"token\":\"good\",\"tenantId\":\"south\"}", "", "")).isEqualTo(GRANTED);
    }

    @Test
    void letsAUserWithoutAClinicIntoTheDefaultOne() {
        assertThat(admit("{\"token\":\"homeless\"}", "", ""))
                .isEqualTo(new AdmissionResult.Granted(new Caller(BOB, PrincipalBuilder.DEFAULT_TENANT)));
    }

    @Test
    void takesWhomNoRoleIsNamedOfForStaffAndNobodyElse() {
        for (Role role : Role.values()) {
            Principal named = Callers.principal(Optional.of(NORTH), "cem", role);
            assertThat(admitted(named).principal()).isEqualTo(named);
        }
        Principal unnamed = Callers.principal(Optional.of(NORTH), "cem");
        assertThat(admitted(unnamed).principal()).isEqualTo(Callers.principal(Optional.of(NORTH), "cem", Role.STAFF));
    }

    private static Caller admitted(Principal principal) {
        Credentials credentials =
                new CredentialsBuilder().payload("{\"token\":\"t\"}").build();
        AdmissionResult entry = ClinicAdmission.admit(credentials, new TestTokenVerifier(Map.of("t", principal)))
                .toCompletableFuture()
                .join();
        return ((AdmissionResult.Granted) entry).caller();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[]", "7", "{", "{\"token\":null}", "{\"token\":\"\"}"})
    void looksForATokenInTheHeaderAndThenInTheCookie(String payload) {
        assertThat(admit(payload, "Bearer good", "")).isEqualTo(GRANTED);
        assertThat(admit(payload, "", "a=b; session=good")).isEqualTo(GRANTED);
        assertThat(admit(payload, "Bearer expired", "session=good")).isEqualTo(EXCUSED);
        assertThat(admit(payload, "Basic good", "derm_staff_access=good")).isEqualTo(REQUIRED);
        assertThat(admit(payload, "", "")).isEqualTo(REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"token\":\"expired\"}", "{\"token\":\"nonsense\"}", "{\"token\":7}", "{\"token\":[\"good\"]}"
            })
    void refusesATokenThatIsNotGoodWithoutTryingAnother(String payload) {
        boolean excused = payload.contains("expired");

        assertThat(admit(payload, "Bearer good", "session=good")).isEqualTo(excused ? EXCUSED : FAILED);
    }

    @Test
    void doesNotRejectAClientWhoseTokenCannotBeVerifiedNow() {
        assertThat(admit("{\"token\":\"unavailable\"}", "", "")).isEqualTo(new AdmissionResult.Unavailable());
    }

    @Test
    void refusesWhoBringsNothing() {
        Credentials nothing = new CredentialsBuilder().build();

        assertThat(ClinicAdmission.admit(nothing, TOKENS).toCompletableFuture().join())
                .isEqualTo(REQUIRED);
    }

    private static AdmissionResult admit(String payload, String authorization, String cookies) {
        Credentials credentials = new Credentials(
                Optional.of(payload),
                Optional.of(authorization).filter(header -> !header.isEmpty()),
                Optional.of(cookies).filter(header -> !header.isEmpty()));
        return ClinicAdmission.admit(credentials, TOKENS).toCompletableFuture().join();
    }
}
