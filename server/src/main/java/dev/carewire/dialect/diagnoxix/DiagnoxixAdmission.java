package dev.carewire.dialect.diagnoxix;

import dev.carewire.command.Caller;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.HandshakeDecision;
import dev.carewire.dialect.HandshakeRequest;
import dev.carewire.identity.Access;
import dev.carewire.identity.Principal;
import dev.carewire.identity.ReservedUsers;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.text.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Authenticates Diagnoxix's clients by HTTP. The address names a user. A token, in the {@code Authorization} header or
 * else in the address, must be that user's.
 *
 * <p>Without a token, clients are rejected, unless the server is configured to trust the address. Such a client has a
 * patient's rights in the default tenant.
 */
final class DiagnoxixAdmission {

    /** Whether a user id without a token is trusted. */
    enum UserIdTrust {
        WITHOUT_TOKEN,
        WITH_TOKEN_ONLY
    }

    private static final String USER = "user_id";
    private static final String TOKEN = "token";

    private static final String BAD_TOKEN = "invalid or expired jwt";
    private static final String NO_KEYS = "authentication is unavailable";
    private static final String OTHER_USER = "user_id is not the token's";

    private final UserIdTrust userIdTrust;
    private final TenantId defaultTenant;

    /** @param defaultTenant of clients without a token */
    DiagnoxixAdmission(UserIdTrust userIdTrust, TenantId defaultTenant) {
        this.userIdTrust = userIdTrust;
        this.defaultTenant = defaultTenant;
    }

    /** @param greeting creates the first frames for an admitted client */
    CompletionStage<HandshakeDecision> handshake(
            HandshakeRequest request, TokenVerifier tokens, Function<Caller, List<String>> greeting) {
        Optional<String> userId = parameter(request, USER);
        if (userId.isEmpty()) {
            return CompletableFuture.completedStage(
                    httpRejection(400, "user_id is required", AuthenticationFailure.COUNTED));
        }
        Optional<String> token = token(request);
        if (token.isPresent()) {
            return tokens.verify(token.get())
                    .thenApply(Verification::strict)
                    .thenApply(verification -> handshake(verification, userId.get(), greeting));
        }
        if (userIdTrust == UserIdTrust.WITH_TOKEN_ONLY
                || request.authorization().isPresent()) {
            return CompletableFuture.completedStage(
                    httpRejection(401, "missing or malformed jwt", AuthenticationFailure.COUNTED));
        }
        return CompletableFuture.completedStage(
                Identifier.isValid(userId.get())
                        ? ReservedUsers.contains(userId.get())
                                ? httpRejection(403, OTHER_USER, AuthenticationFailure.COUNTED)
                                : accepted(unverifiedCaller(userId.get()), greeting)
                        : httpRejection(400, "user_id is malformed", AuthenticationFailure.COUNTED));
    }

    private static Optional<String> token(HandshakeRequest request) {
        return request.authorization().isPresent() ? request.credentials().bearer() : parameter(request, TOKEN);
    }

    private static Optional<String> parameter(HandshakeRequest request, String name) {
        return Optional.ofNullable(request.query().get(name)).filter(text -> !text.isBlank());
    }

    private static HandshakeDecision handshake(
            Verification verification, String userId, Function<Caller, List<String>> greeting) {
        if (verification instanceof Verification.Verified verified) {
            Caller caller = caller(verified.principal());
            if (!caller.userId().equals(userId)) {
                return httpRejection(403, OTHER_USER, AuthenticationFailure.EXCUSED);
            }
            return Access.maySend(caller.principal())
                    ? accepted(caller, greeting)
                    : httpRejection(403, "displays have no notifications", AuthenticationFailure.EXCUSED);
        }
        return verification instanceof Verification.Unavailable
                ? httpRejection(503, NO_KEYS, AuthenticationFailure.EXCUSED)
                : httpRejection(401, BAD_TOKEN, AuthenticationFailure.of(verification));
    }

    private static HandshakeDecision accepted(Caller caller, Function<Caller, List<String>> greeting) {
        return new HandshakeDecision.Accepted(new AdmissionResult.Granted(caller, greeting.apply(caller)));
    }

    private Caller unverifiedCaller(String userId) {
        Principal principal =
                new Principal(defaultTenant, userId, "", Set.of(Role.PATIENT), Optional.empty(), Optional.empty());
        return caller(principal);
    }

    private static Caller caller(Principal principal) {
        return new Caller(principal, principal.tenant());
    }

    /** Decides about a token in a frame. */
    static CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        String token = credentials.field(TOKEN).flatMap(JsonValue::text).orElse("");
        return tokens.verify(token).thenApply(Verification::strict).thenApply(DiagnoxixAdmission::admissionResult);
    }

    private static AdmissionResult admissionResult(Verification verification) {
        if (verification instanceof Verification.Verified verified) {
            return new AdmissionResult.Granted(caller(verified.principal()));
        }
        return new AdmissionResult.Refused(
                verification instanceof Verification.Unavailable ? NO_KEYS : BAD_TOKEN,
                AuthenticationFailure.of(verification));
    }

    private static HandshakeDecision httpRejection(int status, String error, AuthenticationFailure failure) {
        return new HandshakeDecision.HttpRejection(
                status, new JsonObject().put("error", error).json(), failure);
    }
}
