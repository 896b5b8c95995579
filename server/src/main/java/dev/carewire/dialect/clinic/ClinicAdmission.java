package dev.carewire.dialect.clinic;

import dev.carewire.command.Caller;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.dialect.Credentials;
import dev.carewire.identity.Principal;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.json.JsonValue;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Authenticates clients of the clinic system. The token is taken from the first message, else from the
 * {@code Authorization} header, else from the cookie of the web login. Only the token names the tenant.
 *
 * <p>That system's tokens may omit the role, since only staff have one: {@link TokenVerifier#verifyWithDefaultStaffRole}.
 */
final class ClinicAdmission {

    private static final String COOKIE = "session";

    private static final AdmissionResult TOKEN_REQUIRED = new AdmissionResult.Refused("Authentication token required");
    private static final String FAILED = "Authentication failed";

    private ClinicAdmission() {}

    static CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        Optional<JsonValue> presented = credentials.field("token");
        if (presented.isPresent() && presented.get().text().isEmpty()) {
            return CompletableFuture.completedStage(new AdmissionResult.Refused(FAILED));
        }
        Optional<String> token = presented
                .flatMap(JsonValue::text)
                .filter(text -> !text.isBlank())
                .or(credentials::bearer)
                .or(() -> credentials.cookie(COOKIE));
        if (token.isEmpty()) {
            return CompletableFuture.completedStage(TOKEN_REQUIRED);
        }
        return tokens.verifyWithDefaultStaffRole(token.get())
                .thenApply(Verification::strict)
                .thenApply(ClinicAdmission::admissionResult);
    }

    private static AdmissionResult admissionResult(Verification verification) {
        if (verification instanceof Verification.Verified verified) {
            Principal principal = verified.principal();
            return new AdmissionResult.Granted(new Caller(principal, principal.tenant()));
        }
        return verification instanceof Verification.Unavailable
                ? new AdmissionResult.Unavailable()
                : new AdmissionResult.Refused(FAILED, AuthenticationFailure.of(verification));
    }
}
