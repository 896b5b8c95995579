package dev.carewire.dialect.standard;

import dev.carewire.command.Caller;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.dialect.Credentials;
import dev.carewire.identity.Principal;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.json.JsonValue;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Authenticates derm-app's clients, with the checks in the order of its contract. Clients search the rejections for
 * their exact texts.
 */
final class StandardAdmission {

    private static final String COOKIE = "derm_staff_access";

    /** Texts that a client sends instead of a token that its scripts cannot read. Others send none, or an empty one. */
    private static final Set<String> PLACEHOLDERS = Set.of("__http_only_cookie__", "__cookie__", "cookie");

    private static final String INVALID = "Invalid authentication token";

    private static final AdmissionResult TOKEN_REQUIRED = new AdmissionResult.Refused("Authentication token required");
    private static final AdmissionResult TENANT_REQUIRED = new AdmissionResult.Refused("Tenant ID required");
    private static final AdmissionResult INVALID_TOKEN = new AdmissionResult.Refused(INVALID);
    private static final AdmissionResult INVALID_TENANT =
            new AdmissionResult.Refused("Invalid tenant ID", AuthenticationFailure.EXCUSED);
    private static final AdmissionResult RESET_REQUIRED =
            new AdmissionResult.Refused("Password reset required", AuthenticationFailure.EXCUSED);

    private StandardAdmission() {}

    static CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        Optional<JsonValue> presented = credentials.field("token");
        Optional<String> token = presented.flatMap(JsonValue::text);
        boolean noText = presented.isPresent() && presented.get().text().isEmpty();
        if (!noText && token.filter(StandardAdmission::isToken).isEmpty()) {
            token = credentials.cookie(COOKIE);
        }
        if (!noText && token.filter(text -> !text.isBlank()).isEmpty()) {
            return CompletableFuture.completedStage(TOKEN_REQUIRED);
        }
        Optional<String> tenant = credentials.field("tenantId").flatMap(JsonValue::id);
        if (tenant.isEmpty()) {
            return CompletableFuture.completedStage(TENANT_REQUIRED);
        }
        if (token.isEmpty()) {
            return CompletableFuture.completedStage(INVALID_TOKEN);
        }
        return tokens.verify(token.get()).thenApply(verification -> admissionResult(verification, tenant.get()));
    }

    private static boolean isToken(String text) {
        return !text.isBlank() && !PLACEHOLDERS.contains(text);
    }

    private static AdmissionResult admissionResult(Verification verification, String tenant) {
        if (verification instanceof Verification.Verified verified) {
            return admissionResult(verified, tenant);
        }
        return verification instanceof Verification.Unavailable
                ? new AdmissionResult.Unavailable()
                : new AdmissionResult.Refused(INVALID, AuthenticationFailure.of(verification));
    }

    private static AdmissionResult admissionResult(Verification.Verified verified, String tenant) {
        Principal principal = verified.principal();
        Optional<TenantId> own =
                Optional.of(principal.tenant()).filter(id -> id.value().equals(tenant));
        if (own.isPresent() && verified.standing() == Verification.AccountStanding.PASSWORD_RESET_REQUIRED) {
            return RESET_REQUIRED;
        }
        return own.<AdmissionResult>map(id -> new AdmissionResult.Granted(new Caller(principal, id)))
                .orElse(INVALID_TENANT);
    }
}
