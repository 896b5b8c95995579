package dev.carewire.dialect.healthmate;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.ConnectRefusal;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.HandshakeDecision;
import dev.carewire.dialect.HandshakeRequest;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.PreAuthMessage;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.RoomAccess;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.SessionDeliveryTarget;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.WebSocketHandle;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.FamilyLimits;
import dev.carewire.hub.Hub;
import dev.carewire.hub.RegistrationResult;
import dev.carewire.hub.Session;
import dev.carewire.hub.TrafficCounters;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The dialect of one HealthMate service. A client connects without credentials, authenticates in a frame, as often as
 * it likes, and receives only its subscriptions.
 */
final class HealthmateDialect implements PlainDialect {

    static final String NAME = "healthmate";

    private static final Set<String> AUTHENTICATION_TYPES = Set.of("authenticate", "authentication");
    private static final int NORMAL_CLOSURE = 1000;
    private static final String AUTHENTICATION_REQUIRED = "Authentication required";

    private final HealthmateEndpoint endpoint;
    private final ClientFeatures features;
    private final HealthmateConnections connections;
    private final FamilyLimits limits;
    private final RoomAccess access;
    private final Vocabulary vocabulary;
    private final HealthmateAdmission admission;
    private final HealthmateProtocol grammar;
    private final Evictions evictions;
    private final CommandTable commands;
    private final Clock clock;

    HealthmateDialect(
            HealthmateEndpoint service,
            Hub hub,
            ClientFeatures features,
            HealthmateConnections connections,
            Vocabulary vocabulary,
            FamilyLimits limits,
            Clock clock) {
        this.limits = limits;
        this.endpoint = service;
        this.features = features;
        this.connections = connections;
        this.vocabulary = vocabulary;
        this.admission = new HealthmateAdmission(service, connections, clock);
        this.grammar = new HealthmateProtocol(service, connections, clock);
        this.evictions = new Evictions(connections, features.messaging(), clock);
        this.access = new RoomAccess(hub, features);
        this.commands = commands(hub.traffic());
        this.clock = clock;
    }

    private CommandTable commands(TrafficCounters traffic) {
        CommandTable.Builder table = CommandTable.builder(grammar, traffic)
                .commandForEveryone("ping", (session, argument) -> PreparedCommand.inlineWithResult(Frames::pong))
                .commandForEveryone("pong", (session, argument) -> PreparedCommand.inline(() -> {}));
        new SubscriptionCommands(endpoint, access, connections).addTo(table);
        if (endpoint.includes(HealthmateEndpoint.HEALTH)) {
            new HealthCommands(features.vitals(), features.thresholds(), features.repeatable()).addTo(table);
        }
        if (endpoint.includes(HealthmateEndpoint.CHAT)) {
            new ChatCommands(access, features, connections).addTo(table);
        }
        if (endpoint.includes(HealthmateEndpoint.NOTIFICATIONS)) {
            new NotificationCommands(features.notifications(), features.preferences()).addTo(table);
        }
        return table.build();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public FamilyLimits limits() {
        return limits;
    }

    @Override
    public List<String> render(Event<?> event) {
        return vocabulary.render(event);
    }

    @Override
    public CompletionStage<HandshakeDecision> handshake(HandshakeRequest request, TokenVerifier tokens) {
        List<String> greeting = new ArrayList<>();
        greeting.add(frameText(Frames.of("connection_established")
                .put("connection_id", request.id())
                .put("message", "WebSocket connection established")));
        if (endpoint == HealthmateEndpoint.COMBINED) {
            greeting.add(frameText(Frames.of("welcome")
                    .put("message", "Connected to HealthMate real-time services")
                    .put("services", List.of("health", "chat", "notifications"))));
        }
        return CompletableFuture.completedStage(new HandshakeDecision.Unauthenticated(greeting));
    }

    private String frameText(JsonObject frame) {
        return Frames.text(frame, clock.instant());
    }

    @Override
    public void opened(String connectionId, WebSocketHandle line) {
        connections.add(connectionId, endpoint, line);
    }

    @Override
    public PreAuthMessage parsePreAuthMessage(String connectionId, String text) {
        connections.connection(connectionId).ifPresent(one -> one.recordActivity(clock.instant()));
        try {
            JsonValue frame = HealthmateProtocol.parseFrame(text);
            String type = HealthmateProtocol.type(frame);
            if (AUTHENTICATION_TYPES.contains(type)) {
                return new PreAuthMessage.Authentication(admission.credentials(frame, Optional.of(connectionId)));
            }
            return answer(text, answerUnauthenticated(type, frame));
        } catch (RejectedException refusal) {
            if (isAuthenticationFailure(refusal)) {
                connections.connection(connectionId).ifPresent(one -> one.recordError(refusal.text()));
                return answer(text, Optional.of(Frames.authenticationFailed(refusal.text())));
            }
            return answer(text, grammar.errorFrame(connectionId, text, refusal));
        }
    }

    private static boolean isAuthenticationFailure(RejectedException refusal) {
        return refusal.rejection() == Rejection.UNAUTHENTICATED;
    }

    private PreAuthMessage answer(String text, Optional<JsonObject> frame) {
        return new PreAuthMessage.Answered(
                frame.map(said -> Frames.text(said, HealthmateProtocol.correlation(text), clock.instant())).stream()
                        .toList());
    }

    /** The answers to an unauthenticated client. */
    private Optional<JsonObject> answerUnauthenticated(String type, JsonValue frame) {
        return switch (type) {
            case "ping" -> Optional.of(Frames.pong());
            case "pong" -> Optional.empty();
            case "unsubscribe" ->
                Optional.of(frame.text("subscription")
                        .filter(name -> !name.isBlank())
                        .map(name -> name.substring(0, Math.min(name.length(), Subscription.MAX_NAME_LENGTH)))
                        .map(Frames::unsubscribed)
                        .orElseThrow(() -> RejectedException.invalid(AUTHENTICATION_REQUIRED)));
            default ->
                throw RejectedException.invalid(
                        commands.names().contains(type) ? AUTHENTICATION_REQUIRED : Frames.UNKNOWN_TYPE);
        };
    }

    @Override
    public CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        return admission.admit(credentials, tokens);
    }

    @Override
    public ConnectRefusal refusal(AdmissionResult.Refused refused) {
        return ConnectRefusal.withMessage(
                Frames.text(Frames.authenticationFailed(refused.message()), refused.data(), clock.instant()));
    }

    @Override
    public ConnectRefusal limitReached(String connectionId, RegistrationResult limit) {
        if (limit != RegistrationResult.USER_FULL) {
            return ConnectRefusal.closing(1013, "Server overloaded");
        }
        Optional<HealthmateConnection> connection = connections.connection(connectionId);
        connection.ifPresent(one -> one.recordAuthenticationFailure(HealthmateAdmission.TOO_MANY_CONNECTIONS));
        return ConnectRefusal.withMessage(Frames.text(
                Frames.authenticationFailed(HealthmateAdmission.TOO_MANY_CONNECTIONS),
                connection.flatMap(HealthmateConnection::correlation),
                clock.instant()));
    }

    @Override
    public Optional<ConnectRefusal.CloseStatus> closeStatus(CloseReason reason) {
        return switch (reason) {
            case IDLE, PING_TIMEOUT, AUTHENTICATION_TIMEOUT ->
                Optional.of(new ConnectRefusal.CloseStatus(NORMAL_CLOSURE, "Connection timeout"));
            case SLOW_CONSUMER -> Optional.of(new ConnectRefusal.CloseStatus(NORMAL_CLOSURE, "Send error"));
            case TOKEN_EXPIRED, REFUSED, REPLACED ->
                Optional.of(new ConnectRefusal.CloseStatus(NORMAL_CLOSURE, "Error: " + reason.text()));
            case DISCONNECTED -> Optional.of(new ConnectRefusal.CloseStatus(NORMAL_CLOSURE, "Admin disconnect"));
            case SHUTDOWN, PROTOCOL_ERROR, OVER_LIMIT, UNAVAILABLE -> Optional.empty();
        };
    }

    @Override
    public Optional<String> heartbeat() {
        return Optional.of(frameText(Frames.of("heartbeat")));
    }

    /** HealthMate's clients receive no clinic-wide events but those of its own back end. */
    @Override
    public List<RoomKey> initialRooms(Caller caller) {
        return Rooms.personalRooms(caller);
    }

    @Override
    public CompletionStage<Boolean> mayRejoin(RoomKey room, Caller caller) {
        return switch (room.kind()) {
            case THREAD -> access.mayBeIn(caller, room);
            case PATIENT ->
                HealthmateRole.of(caller.principal()).allows(Topic.PATIENT, "read")
                        ? access.mayBeIn(caller, room)
                        : CompletableFuture.completedStage(false);
            default -> CompletableFuture.completedStage(initialRooms(caller).contains(room));
        };
    }

    @Override
    public void evicted(Session session, RoomKey room) {
        evictions.evicted(session, room);
    }

    @Override
    public void connected(Session session) {
        Caller caller = session.caller();
        connections.connection(session.id()).ifPresent(one -> {
            if (one.onAuthenticated(caller)) {
                connections.countTenantConnection(caller.tenant());
            }
            one.filterEvents(session);
        });
        access.recheckLater(session);
        features.presence().connected(caller, session.id());
        features.recipients().connected(caller, session.id(), new SessionDeliveryTarget(session, this, clock));
    }

    @Override
    public void disconnected(Session session) {
        features.recipients().disconnected(session.caller(), session.id());
        features.messaging().disconnected(session.id());
        features.presence().disconnected(session.caller(), session.id());
    }

    /** Notifies the members of conversations whose last connection of this user has ended. */
    @Override
    public void closed(String connectionId) {
        connections.remove(
                connectionId,
                (caller, conversation) -> features.messaging().publishVisit(caller, connectionId, conversation, false));
    }

    @Override
    public void receive(Session session, InboundMessage message) {
        connections.connection(session.id()).ifPresent(one -> one.recordActivity(clock.instant()));
        commands.receive(session, message);
    }

    @Override
    public void reject(Session session, InboundMessage message, Rejection rejection, String text) {
        if (authenticationFrame(message.text()).isEmpty()) {
            commands.reject(session, message, rejection, text);
            return;
        }
        String words = HealthmateAdmission.failureMessage(rejection, text);
        connections.connection(session.id()).ifPresent(one -> one.recordError(words));
        session.send(List.of(Frames.text(
                Frames.authenticationFailed(words), HealthmateProtocol.correlation(message.text()), clock.instant())));
    }

    @Override
    public List<String> tokenExpiryWarning(Instant end) {
        return List.of(frameText(
                Frames.of("token_expiring").put("message", "Token expires soon").put("expires_at", end)));
    }

    @Override
    public Optional<Credentials> renewalCredentials(Session session, InboundMessage message) {
        return authenticationFrame(message.text()).map(frame -> admission.credentials(frame, Optional.empty()));
    }

    @Override
    public void tokenRenewed(Session session, InboundMessage message) {
        connections.connection(session.id()).ifPresent(one -> one.recordActivity(clock.instant()));
        session.send(admission.successFrames(session.caller(), HealthmateProtocol.correlation(message.text())));
    }

    /** The frame, if the client authenticates with it. */
    private static Optional<JsonValue> authenticationFrame(String text) {
        if (!text.contains("authenticat")) {
            return Optional.empty();
        }
        try {
            JsonValue frame = HealthmateProtocol.parseFrame(text);
            return Optional.of(frame)
                    .filter(said -> said.text("type")
                            .filter(AUTHENTICATION_TYPES::contains)
                            .isPresent());
        } catch (RejectedException aboutSomethingElse) {
            return Optional.empty();
        }
    }
}
