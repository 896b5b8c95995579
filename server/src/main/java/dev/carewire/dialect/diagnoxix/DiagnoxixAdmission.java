package dev.carewire.dialect.diagnoxix;

import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Entry;
import dev.carewire.dialect.Visitor;
import dev.carewire.dialect.Welcome;
import dev.carewire.identity.Access;
import dev.carewire.identity.Principal;
import dev.carewire.identity.ReservedUsers;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
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
    enum Names {
        BELIEVED,
        TO_BE_PROVEN
    }

    private static final String USER = "user_id";
    private static final String TOKEN = "token";

    private static final Welcome NO_TOKEN = turnedAway(401, "missing or malformed jwt");
    private static final Welcome BAD_TOKEN = turnedAway(401, "invalid or expired jwt");
    private static final Welcome NO_KEYS = turnedAway(503, "authentication is unavailable");
    private static final Welcome OTHER_USER = turnedAway(403, "user_id is not the token's");
    private static final Welcome DISPLAY = turnedAway(403, "displays have no notifications");

    private final Names names;

    DiagnoxixAdmission(Names names) {
        this.names = names;
    }

    /** @param greeting the frames for somebody who is let in */
    CompletionStage<Welcome> welcome(Visitor visitor, TokenVerifier tokens, Function<Caller, List<String>> greeting) {
        Optional<String> userId = parameter(visitor, USER);
        if (userId.isEmpty()) {
            return CompletableFuture.completedStage(turnedAway(400, "user_id is required"));
        }
        Optional<String> token = token(visitor);
        if (token.isPresent()) {
            return tokens.verify(token.get())
                    .thenApply(Verification::strict)
                    .thenApply(verification -> welcome(verification, userId.get(), greeting));
        }
        if (names == Names.TO_BE_PROVEN || visitor.authorization().isPresent()) {
            return CompletableFuture.completedStage(NO_TOKEN);
        }
        return CompletableFuture.completedStage(
                Fields.isId(userId.get())
                        ? ReservedUsers.contains(userId.get()) ? OTHER_USER : letIn(believed(userId.get()), greeting)
                        : turnedAway(400, "user_id is malformed"));
    }

    private static Optional<String> token(Visitor visitor) {
        return visitor.authorization().isPresent() ? visitor.credentials().bearer() : parameter(visitor, TOKEN);
    }

    private static Optional<String> parameter(Visitor visitor, String name) {
        return Optional.ofNullable(visitor.query().get(name)).filter(text -> !text.isBlank());
    }

    private static Welcome welcome(Verification verification, String userId, Function<Caller, List<String>> greeting) {
        if (verification instanceof Verification.Verified verified) {
            Caller caller = caller(verified.principal());
            if (!caller.userId().equals(userId)) {
                return OTHER_USER;
            }
            return Access.maySend(caller.principal()) ? letIn(caller, greeting) : DISPLAY;
        }
        return verification instanceof Verification.Unavailable ? NO_KEYS : BAD_TOKEN;
    }

    private static Welcome letIn(Caller caller, Function<Caller, List<String>> greeting) {
        return new Welcome.LetIn(new Entry.Granted(caller, greeting.apply(caller)));
    }

    private static Caller believed(String userId) {
        Principal principal =
                new Principal(Optional.empty(), userId, "", Set.of(Role.PATIENT), Optional.empty(), Optional.empty());
        return caller(principal);
    }

    private static Caller caller(Principal principal) {
        return new Caller(principal, principal.tenant().orElse(TenantId.DEFAULT));
    }

    /** What becomes of a token that comes in a frame. */
    static CompletionStage<Entry> admit(Credentials credentials, TokenVerifier tokens) {
        String token = credentials.field(TOKEN).flatMap(JsonValue::text).orElse("");
        return tokens.verify(token).thenApply(Verification::strict).thenApply(DiagnoxixAdmission::entry);
    }

    private static Entry entry(Verification verification) {
        if (verification instanceof Verification.Verified verified) {
            return new Entry.Granted(caller(verified.principal()));
        }
        return new Entry.Refused(
                verification instanceof Verification.Unavailable
                        ? "authentication is unavailable"
                        : "invalid or expired jwt");
    }

    private static Welcome turnedAway(int status, String error) {
        return new Welcome.TurnedAway(
                status, new JsonObject().put("error", error).text());
    }
}
