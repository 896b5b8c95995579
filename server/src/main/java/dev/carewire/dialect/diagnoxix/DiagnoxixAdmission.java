package dev.carewire.dialect.diagnoxix;

import dev.carewire.command.Caller;
import dev.carewire.dialect.AdmissionResult;
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
 * That system's check at the door, answered by HTTP. The address names a user; a token, in the {@code Authorization} header or else in
 * the address, has to be that user's. Without one nobody comes in, unless the server is told to believe the address: whoever comes in
 * that way may do what a patient may, in the tenant of those who name none.
 */
final class DiagnoxixAdmission {

    /** Whether a name without a token is believed. */
    enum UserIdTrust {
        BELIEVED,
        TO_BE_PROVEN
    }

    private static final String USER = "user_id";
    private static final String TOKEN = "token";

    private static final HandshakeDecision NO_TOKEN = httpRejection(401, "missing or malformed jwt");
    private static final HandshakeDecision BAD_TOKEN = httpRejection(401, "invalid or expired jwt");
    private static final HandshakeDecision NO_KEYS = httpRejection(503, "authentication is unavailable");
    private static final HandshakeDecision OTHER_USER = httpRejection(403, "user_id is not the token's");
    private static final HandshakeDecision DISPLAY = httpRejection(403, "displays have no notifications");

    private final UserIdTrust userIdTrust;

    DiagnoxixAdmission(UserIdTrust names) {
        this.userIdTrust = names;
    }

    /** @param greeting the frames for somebody who is let in */
    CompletionStage<HandshakeDecision> handshake(
            HandshakeRequest visitor, TokenVerifier tokens, Function<Caller, List<String>> greeting) {
        Optional<String> userId = parameter(visitor, USER);
        if (userId.isEmpty()) {
            return CompletableFuture.completedStage(httpRejection(400, "user_id is required"));
        }
        Optional<String> token = token(visitor);
        if (token.isPresent()) {
            return tokens.verify(token.get())
                    .thenApply(Verification::strict)
                    .thenApply(verification -> handshake(verification, userId.get(), greeting));
        }
        if (userIdTrust == UserIdTrust.TO_BE_PROVEN || visitor.authorization().isPresent()) {
            return CompletableFuture.completedStage(NO_TOKEN);
        }
        return CompletableFuture.completedStage(
                Identifier.isValid(userId.get())
                        ? ReservedUsers.contains(userId.get())
                                ? OTHER_USER
                                : accepted(unverifiedCaller(userId.get()), greeting)
                        : httpRejection(400, "user_id is malformed"));
    }

    private static Optional<String> token(HandshakeRequest visitor) {
        return visitor.authorization().isPresent() ? visitor.credentials().bearer() : parameter(visitor, TOKEN);
    }

    private static Optional<String> parameter(HandshakeRequest visitor, String name) {
        return Optional.ofNullable(visitor.query().get(name)).filter(text -> !text.isBlank());
    }

    private static HandshakeDecision handshake(
            Verification verification, String userId, Function<Caller, List<String>> greeting) {
        if (verification instanceof Verification.Verified verified) {
            Caller caller = caller(verified.principal());
            if (!caller.userId().equals(userId)) {
                return OTHER_USER;
            }
            return Access.maySend(caller.principal()) ? accepted(caller, greeting) : DISPLAY;
        }
        return verification instanceof Verification.Unavailable ? NO_KEYS : BAD_TOKEN;
    }

    private static HandshakeDecision accepted(Caller caller, Function<Caller, List<String>> greeting) {
        return new HandshakeDecision.Accepted(new AdmissionResult.Granted(caller, greeting.apply(caller)));
    }

    private static Caller unverifiedCaller(String userId) {
        Principal principal =
                new Principal(Optional.empty(), userId, "", Set.of(Role.PATIENT), Optional.empty(), Optional.empty());
        return caller(principal);
    }

    private static Caller caller(Principal principal) {
        return new Caller(principal, principal.tenant().orElse(TenantId.DEFAULT));
    }

    /** What becomes of a token that comes in a frame. */
    static CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        String token = credentials.field(TOKEN).flatMap(JsonValue::text).orElse("");
        return tokens.verify(token).thenApply(Verification::strict).thenApply(DiagnoxixAdmission::admissionResult);
    }

    private static AdmissionResult admissionResult(Verification verification) {
        if (verification instanceof Verification.Verified verified) {
            return new AdmissionResult.Granted(caller(verified.principal()));
        }
        return new AdmissionResult.Refused(
                verification instanceof Verification.Unavailable
                        ? "authentication is unavailable"
                        : "invalid or expired jwt");
    }

    private static HandshakeDecision httpRejection(int status, String error) {
        return new HandshakeDecision.HttpRejection(
                status, new JsonObject().put("error", error).json());
    }
}
