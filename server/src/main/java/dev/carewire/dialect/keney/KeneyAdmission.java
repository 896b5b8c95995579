package dev.carewire.dialect.keney;

import dev.carewire.command.Caller;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.dialect.ConnectRefusal;
import dev.carewire.dialect.Credentials;
import dev.carewire.identity.Principal;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.json.JsonValue;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Authenticates KeneyApp's clients with a token in the address. The token names the user, by name or number, and is the
 * only source of the tenant.
 */
final class KeneyAdmission {

    /** A path that the genuine token does not admit its user to. */
    static final AdmissionResult.Refused NOT_ADMITTED = failed(AuthenticationFailure.EXCUSED);

    private static final AdmissionResult.Refused TOKEN_MISSING =
            new AdmissionResult.Refused("Missing authentication token");
    private static final AdmissionResult.Refused UNAVAILABLE =
            new AdmissionResult.Refused("Authentication service unavailable", AuthenticationFailure.EXCUSED);

    private static final int POLICY_VIOLATION = 1008;
    private static final int TRY_AGAIN_LATER = 1013;

    private KeneyAdmission() {}

    static CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        Optional<String> token =
                credentials.field("token").flatMap(JsonValue::text).filter(text -> !text.isBlank());
        return token.isEmpty()
                ? CompletableFuture.completedStage(TOKEN_MISSING)
                : tokens.verify(token.get()).thenApply(Verification::strict).thenApply(KeneyAdmission::admissionResult);
    }

    private static AdmissionResult admissionResult(Verification verification) {
        if (verification instanceof Verification.Verified verified) {
            Principal principal = verified.principal();
            return new AdmissionResult.Granted(new Caller(principal, principal.tenant()));
        }
        return verification instanceof Verification.Unavailable
                ? UNAVAILABLE
                : failed(AuthenticationFailure.of(verification));
    }

    private static AdmissionResult.Refused failed(AuthenticationFailure failure) {
        return new AdmissionResult.Refused("Authentication failed", failure);
    }

    /** How the WebSocket of a rejected client is closed. */
    static ConnectRefusal refusal(AdmissionResult.Refused refused) {
        return ConnectRefusal.closing(
                refused.equals(UNAVAILABLE) ? TRY_AGAIN_LATER : POLICY_VIOLATION, refused.message());
    }
}
