package dev.carewire.dialect.healthmate;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.dialect.Credentials;
import dev.carewire.identity.Principal;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Authenticates HealthMate's clients. Their tokens name no clinic: such users belong to the default clinic. The
 * issuer of tokens knows closed accounts and issues none for them.
 */
final class HealthmateAdmission {

    static final String TOO_MANY_CONNECTIONS = "Too many connections for user";

    private static final String TOKEN_REQUIRED = "Token required";
    private static final String INVALID_TOKEN = "Invalid token";
    private static final String NO_USER = "User not found";
    private static final String ERROR = "Authentication error";
    private static final Set<String> MESSAGES =
            Set.of(TOKEN_REQUIRED, INVALID_TOKEN, NO_USER, ERROR, TOO_MANY_CONNECTIONS);

    private static final String TOKEN = "token";
    private static final String CONNECTION = "connection";
    private static final String CORRELATION = "correlation";

    private final HealthmateEndpoint endpoint;
    private final HealthmateConnections connections;
    private final Clock clock;

    HealthmateAdmission(HealthmateEndpoint service, HealthmateConnections connections, Clock clock) {
        this.endpoint = service;
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * The credentials in a frame.
     *
     * @param connectionId of a connection without a session
     * @throws RejectedException UNAUTHENTICATED without a token in the frame
     */
    Credentials credentials(JsonValue frame, Optional<String> connectionId) {
        JsonValue given = new RequestFields(frame)
                .field(TOKEN)
                .orElseThrow(() -> new RejectedException(Rejection.UNAUTHENTICATED, TOKEN_REQUIRED));
        String token = given.text().orElseThrow(() -> new RejectedException(Rejection.UNAUTHENTICATED, INVALID_TOKEN));
        if (token.isBlank()) {
            throw new RejectedException(Rejection.UNAUTHENTICATED, TOKEN_REQUIRED);
        }
        Map<String, String> presented = new HashMap<>();
        presented.put(TOKEN, token);
        connectionId.ifPresent(id -> presented.put(CONNECTION, id));
        Frames.correlation(frame).ifPresent(id -> presented.put(CORRELATION, id));
        return Credentials.ofParameters(presented, Optional.empty(), Optional.empty());
    }

    CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        Optional<HealthmateConnection> connection =
                field(credentials, CONNECTION).flatMap(connections::connection);
        Optional<String> correlation = field(credentials, CORRELATION);
        connection.ifPresent(one -> one.recordAuthenticationAttempt(correlation));
        return tokens.verify(field(credentials, TOKEN).orElse(""))
                .thenApply(Verification::strict)
                .thenApply(verification -> {
                    AdmissionResult admission = admissionResult(verification, correlation);
                    if (admission instanceof AdmissionResult.Refused refused) {
                        connection.ifPresent(one -> one.recordAuthenticationFailure(refused.message()));
                    }
                    return admission;
                });
    }

    private AdmissionResult admissionResult(Verification verification, Optional<String> correlation) {
        if (verification instanceof Verification.Verified verified) {
            Principal principal = verified.principal();
            Caller caller = new Caller(principal, principal.tenant());
            return new AdmissionResult.Granted(caller, successFrames(caller, correlation));
        }
        return new AdmissionResult.Refused(
                failureMessage(verification), correlation, AuthenticationFailure.of(verification));
    }

    private static String failureMessage(Verification verification) {
        if (verification instanceof Verification.Rejected rejected) {
            return rejected.reason() == Verification.Reason.NO_USER ? NO_USER : INVALID_TOKEN;
        }
        return ERROR;
    }

    /** HealthMate's text for why a session may not continue with another token. */
    static String failureMessage(Rejection rejection, String text) {
        if (MESSAGES.contains(text)) {
            return text;
        }
        return rejection == Rejection.UNAUTHENTICATED ? INVALID_TOKEN : ERROR;
    }

    /** The frames for a client with a valid token. */
    List<String> successFrames(Caller caller, Optional<String> correlation) {
        List<String> frames = new ArrayList<>();
        JsonObject success = Frames.of("authentication_success").put("user_id", Frames.userId(caller.userId()));
        Frames.putOrNull(success, "user_email", HealthmateJson.emailIn(caller.name()))
                .put("user_role", HealthmateRole.of(caller.principal()).wireName())
                .put("message", "Authentication successful");
        frames.add(Frames.text(success, correlation, clock.instant()));
        if (endpoint == HealthmateEndpoint.NOTIFICATIONS) {
            JsonObject again = Frames.of("authenticated")
                    .put("message", "Successfully authenticated for notifications")
                    .put("user_id", Frames.userId(caller.userId()));
            frames.add(Frames.text(again, correlation, clock.instant()));
        }
        return frames;
    }

    private static Optional<String> field(Credentials credentials, String name) {
        return credentials.field(name).flatMap(JsonValue::text);
    }
}
