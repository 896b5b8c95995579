package dev.carewire.dialect.clinic;

import dev.carewire.command.Caller;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.Credentials;
import dev.carewire.identity.Principal;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.json.JsonValue;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The clinic system's check at the door: a token from the message that asks to be let in, else from the
 * {@code Authorization} header, else from the cookie of the web login. The tenant is the token's alone.
 *
 * <p>That system's tokens need not say a role, and only those who work in the clinic have one: who is in no role is staff. A role
 * that is named counts, also one that is not known here and so allows nothing.
 */
final class ClinicAdmission {

    private static final String COOKIE = "session";

    private static final AdmissionResult TOKEN_REQUIRED = new AdmissionResult.Refused("Authentication token required");
    private static final AdmissionResult FAILED = new AdmissionResult.Refused("Authentication failed");

    private ClinicAdmission() {}

    static CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        Optional<JsonValue> presented = credentials.field("token");
        if (presented.isPresent() && presented.get().text().isEmpty()) {
            return CompletableFuture.completedStage(FAILED);
        }
        Optional<String> token = presented
                .flatMap(JsonValue::text)
                .filter(text -> !text.isBlank())
                .or(credentials::bearer)
                .or(() -> credentials.cookie(COOKIE));
        if (token.isEmpty()) {
            return CompletableFuture.completedStage(TOKEN_REQUIRED);
        }
        return tokens.verify(token.get()).thenApply(Verification::strict).thenApply(ClinicAdmission::admissionResult);
    }

    private static AdmissionResult admissionResult(Verification verification) {
        if (verification instanceof Verification.Verified verified) {
            Principal principal = verified.principal().withDefaultStaffRole();
            return new AdmissionResult.Granted(
                    new Caller(principal, principal.tenant().orElse(TenantId.DEFAULT)));
        }
        return FAILED;
    }
}
