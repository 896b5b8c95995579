package dev.carewire.dialect.keney;

import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.ConnectRefusal;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.HandshakeDecision;
import dev.carewire.dialect.HandshakeRequest;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.SessionDeliveryTarget;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.Event;
import dev.carewire.hub.FamilyLimits;
import dev.carewire.hub.RegistrationResult;
import dev.carewire.hub.Session;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The common part of KeneyApp's dialects on all their paths: admission, greeting, event messages and token renewal. */
abstract class KeneyPathDialect implements PlainDialect {

    private static final String AUTHENTICATE = "authenticate";

    static final String NAME = "keney";

    private final ClientFeatures features;
    private final FamilyLimits limits;
    private final Clock clock;
    private final Vocabulary vocabulary = KeneyVocabulary.messages();

    KeneyPathDialect(ClientFeatures features, FamilyLimits limits, Clock clock) {
        this.features = features;
        this.limits = limits;
        this.clock = clock;
    }

    /** The commands that clients may send on this path. */
    abstract CommandTable commands();

    /** Whether this path admits a client with a valid token. */
    abstract boolean admits(HandshakeRequest request, Caller caller);

    /** The clinic's numbers of sessions and users, for its staff; empty for other callers. */
    abstract Optional<JsonObject> stats(Caller caller);

    @Override
    public final String name() {
        return NAME;
    }

    @Override
    public final FamilyLimits limits() {
        return limits;
    }

    @Override
    public final String family() {
        return KeneyFamily.WIRE.family();
    }

    @Override
    public final List<String> render(Event<?> event) {
        return vocabulary.render(event);
    }

    @Override
    public final CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        return KeneyAdmission.admit(credentials, tokens);
    }

    @Override
    public final CompletionStage<HandshakeDecision> handshake(HandshakeRequest request, TokenVerifier tokens) {
        return admit(request.credentials(), tokens).thenApply(admission -> handshake(request, admission));
    }

    private HandshakeDecision handshake(HandshakeRequest request, AdmissionResult admission) {
        if (admission instanceof AdmissionResult.Granted granted && admits(request, granted.caller())) {
            return new HandshakeDecision.Accepted(
                    new AdmissionResult.Granted(granted.caller(), greeting(granted.caller())));
        }
        AdmissionResult.Refused refusal =
                admission instanceof AdmissionResult.Refused refused ? refused : KeneyAdmission.NOT_ADMITTED;
        return new HandshakeDecision.ClosedAfterUpgrade(KeneyAdmission.refusal(refusal), refusal.failure());
    }

    /** KeneyApp's documentation defines the first frame, its code the second. */
    private List<String> greeting(Caller caller) {
        String connected = new JsonObject()
                .put("type", "connected")
                .put("message", "Successfully connected to real-time notifications")
                .json();
        JsonObject welcome = new JsonObject()
                .put("message", "Connected to real-time notifications")
                .put("user_id", caller.userId());
        stats(caller).ifPresent(stats -> welcome.put("stats", stats));
        return List.of(connected, KeneyFrames.text("welcome", welcome, clock.instant()));
    }

    @Override
    public final ConnectRefusal limitReached(String connectionId, RegistrationResult limit) {
        return ConnectRefusal.closing(
                1013,
                switch (limit) {
                    case ADMITTED -> throw new IllegalArgumentException("admission: ADMITTED (expected: a limit)");
                    case NODE_FULL -> "Too many connections";
                    case TENANT_FULL -> "Too many connections for tenant";
                    case USER_FULL -> "Too many connections for user";
                });
    }

    @Override
    public void connected(Session session) {
        features.presence().connected(session.caller(), session.id());
        features.recipients()
                .connected(session.caller(), session.id(), new SessionDeliveryTarget(session, this, clock));
    }

    @Override
    public void disconnected(Session session) {
        features.recipients().disconnected(session.caller(), session.id());
        features.presence().disconnected(session.caller(), session.id());
    }

    @Override
    public final void receive(Session session, InboundMessage message) {
        commands().receive(session, message);
    }

    @Override
    public final void reject(Session session, InboundMessage message, Rejection rejection, String text) {
        commands().reject(session, message, rejection, text);
    }

    @Override
    public final List<String> tokenExpiryWarning(Instant end) {
        return List.of(KeneyFrames.text("token_expiring", new JsonObject().put("expires_at", end), clock.instant()));
    }

    /** Reads the frame {@code {"type":"authenticate","token"}}, which CareWire adds to KeneyApp's protocol. */
    @Override
    public final Optional<Credentials> renewalCredentials(Session session, InboundMessage message) {
        if (!message.text().contains(AUTHENTICATE)) {
            return Optional.empty();
        }
        return KeneyProtocol.parseJson(message.text())
                .filter(frame -> frame.text("type").filter(AUTHENTICATE::equals).isPresent())
                .map(frame -> new Credentials(
                        Optional.of(new JsonObject().put("token", token(frame)).json()),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static String token(JsonValue frame) {
        return frame.text("token")
                .filter(text -> !text.isBlank())
                .orElseThrow(Argument.invalid("token", "the text of a token"));
    }

    @Override
    public final void tokenRenewed(Session session, InboundMessage message) {
        JsonObject data =
                new JsonObject().put("expires_at", session.caller().principal().expiresAt());
        session.send(List.of(KeneyFrames.text("authenticated", data, clock.instant())));
    }
}
