package dev.carewire.dialect.healthmate;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Entry;
import dev.carewire.dialect.Inbound;
import dev.carewire.dialect.Knock;
import dev.carewire.dialect.Line;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.Refusal;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.Task;
import dev.carewire.dialect.Visitor;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.WaitingNotifications;
import dev.carewire.dialect.Welcome;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Admission;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.identity.Access;
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
 * What HealthMate's clients of one service speak. A client gets a connection without being asked who it is, says so in a frame, as
 * often as it likes, and is told only what it follows.
 */
final class HealthmateDialect implements PlainDialect {

    private static final Set<String> AUTHENTICATE = Set.of("authenticate", "authentication");
    private static final int NORMAL = 1000;
    private static final String AUTHENTICATION_REQUIRED = "Authentication required";

    private final Service service;
    private final HealthmateFeatures features;
    private final HealthmateConnections connections;
    private final Vocabulary vocabulary;
    private final HealthmateAdmission admission;
    private final HealthmateGrammar grammar;
    private final CommandTable commands;
    private final Clock clock;

    HealthmateDialect(
            Service service,
            Hub hub,
            HealthmateFeatures features,
            HealthmateConnections connections,
            Vocabulary vocabulary,
            Clock clock) {
        this.service = service;
        this.features = features;
        this.connections = connections;
        this.vocabulary = vocabulary;
        this.admission = new HealthmateAdmission(service, connections, clock);
        this.grammar = new HealthmateGrammar(service, connections, clock);
        this.commands = commands(new Rooms(hub));
        this.clock = clock;
    }

    private CommandTable commands(Rooms rooms) {
        CommandTable.Builder table = CommandTable.builder(grammar)
                .commandForEveryone("ping", (session, argument) -> Task.inlineFor(Frames::pong))
                .commandForEveryone("pong", (session, argument) -> Task.inline(() -> {}));
        new SubscriptionCommands(service, rooms, features.messaging(), features.patients(), connections).addTo(table);
        if (service.serves(Service.HEALTH)) {
            new HealthCommands(features.vitals(), features.thresholds()).addTo(table);
        }
        if (service.serves(Service.CHAT)) {
            new ChatCommands(rooms, features.messaging(), connections).addTo(table);
        }
        if (service.serves(Service.NOTIFICATIONS)) {
            new NotificationCommands(features.notifications(), features.preferences()).addTo(table);
        }
        return table.build();
    }

    @Override
    public String name() {
        return "healthmate";
    }

    @Override
    public List<String> render(Event<?> event) {
        return vocabulary.render(event);
    }

    @Override
    public CompletionStage<Welcome> welcome(Visitor visitor, TokenVerifier tokens) {
        List<String> greeting = new ArrayList<>();
        greeting.add(told(Frames.of("connection_established")
                .put("connection_id", visitor.id())
                .put("message", "WebSocket connection established")));
        if (service == Service.COMBINED) {
            greeting.add(told(Frames.of("welcome")
                    .put("message", "Connected to HealthMate real-time services")
                    .put("services", List.of("health", "chat", "notifications"))));
        }
        return CompletableFuture.completedStage(new Welcome.Unknown(greeting));
    }

    private String told(JsonObject frame) {
        return Frames.text(frame, clock.instant());
    }

    @Override
    public void opened(String connectionId, Line line) {
        connections.opened(connectionId, service, line);
    }

    @Override
    public Knock knock(String connectionId, String text) {
        connections.connection(connectionId).ifPresent(one -> one.heard(clock.instant()));
        try {
            JsonValue frame = HealthmateGrammar.frame(text);
            String type = HealthmateGrammar.type(frame);
            if (AUTHENTICATE.contains(type)) {
                return new Knock.Presented(admission.credentials(frame, Optional.of(connectionId)));
            }
            return answered(text, stranger(type, frame));
        } catch (RejectedException refusal) {
            if (isOfToken(refusal)) {
                connections.connection(connectionId).ifPresent(one -> one.failed(refusal.text()));
                return answered(text, Optional.of(Frames.refusal(refusal.text())));
            }
            return answered(text, grammar.refused(connectionId, text, refusal));
        }
    }

    private static boolean isOfToken(RejectedException refusal) {
        return refusal.rejection() == Rejection.UNAUTHENTICATED;
    }

    private Knock answered(String text, Optional<JsonObject> frame) {
        return new Knock.Answered(
                frame.map(said -> Frames.text(said, HealthmateGrammar.correlation(text), clock.instant())).stream()
                        .toList());
    }

    /** What a client may say of whom nobody knows who it is. */
    private Optional<JsonObject> stranger(String type, JsonValue frame) {
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
    public CompletionStage<Entry> admit(Credentials credentials, TokenVerifier tokens) {
        return admission.admit(credentials, tokens);
    }

    @Override
    public Refusal refusal(Entry.Refused refused) {
        return Refusal.saying(Frames.text(Frames.refusal(refused.message()), refused.data(), clock.instant()));
    }

    @Override
    public Refusal full(Admission limit) {
        return limit == Admission.USER_FULL
                ? Refusal.saying(told(Frames.refusal(HealthmateAdmission.TOO_MANY)))
                : Refusal.closing(1013, "Server overloaded");
    }

    @Override
    public Optional<Refusal.End> end(CloseReason reason) {
        return switch (reason) {
            case IDLE, PING_TIMEOUT, AUTHENTICATION_TIMEOUT ->
                Optional.of(new Refusal.End(NORMAL, "Connection timeout"));
            case SLOW_CONSUMER -> Optional.of(new Refusal.End(NORMAL, "Send error"));
            case TOKEN_EXPIRED, REFUSED, REPLACED -> Optional.of(new Refusal.End(NORMAL, "Error: " + reason.text()));
            case SHUTDOWN, PROTOCOL_ERROR -> Optional.empty();
        };
    }

    @Override
    public Optional<String> heartbeat() {
        return Optional.of(told(Frames.of("heartbeat")));
    }

    /** What happens in the clinic at large is nothing that HealthMate's clients know. */
    @Override
    public List<RoomKey> rooms(Caller caller) {
        return Rooms.ofTheUser(caller);
    }

    @Override
    public boolean mayReturnTo(RoomKey room, Caller caller) {
        return switch (room.kind()) {
            case THREAD -> isMember(caller, room.id());
            case PATIENT ->
                Access.mayViewPatients(caller.principal())
                        && Rights.of(caller.principal()).allow(Topic.PATIENT, "read");
            default -> rooms(caller).contains(room);
        };
    }

    private boolean isMember(Caller caller, String threadId) {
        try {
            features.messaging().requireMember(caller, threadId);
            return true;
        } catch (RejectedException refusal) {
            return false;
        }
    }

    @Override
    public void connected(Session session) {
        Caller caller = session.caller();
        connections.connection(session.id()).ifPresent(one -> {
            if (one.begin(caller)) {
                connections.known(caller.tenant());
            }
            session.follow(one.following(caller.userId()));
        });
        features.presence().connected(caller, session.id());
        features.deliveries()
                .arrived(caller, session.id(), session.goesOn(), new WaitingNotifications(session, this, clock));
    }

    @Override
    public void disconnected(Session session) {
        features.deliveries().left(session.caller(), session.id());
        features.presence().disconnected(session.caller(), session.id());
    }

    /** Those who are in a conversation with the client learn that it is not any more. */
    @Override
    public void closed(String connectionId) {
        connections
                .closed(connectionId)
                .ifPresent(ended -> ended.caller()
                        .ifPresent(caller -> ended.joined()
                                .forEach(conversation ->
                                        features.messaging().visit(caller, connectionId, conversation, false))));
    }

    @Override
    public void receive(Session session, Inbound message) {
        connections.connection(session.id()).ifPresent(one -> one.heard(clock.instant()));
        commands.receive(session, message);
    }

    @Override
    public void refuse(Session session, Inbound message, Rejection rejection, String text) {
        if (authentication(message.text()).isEmpty()) {
            commands.refuse(session, message, rejection, text);
            return;
        }
        String words = HealthmateAdmission.words(rejection, text);
        connections.connection(session.id()).ifPresent(one -> one.failed(words));
        session.send(List.of(
                Frames.text(Frames.refusal(words), HealthmateGrammar.correlation(message.text()), clock.instant())));
    }

    @Override
    public List<String> expiring(Instant end) {
        return List.of(told(
                Frames.of("token_expiring").put("message", "Token expires soon").put("expires_at", end)));
    }

    @Override
    public Optional<Credentials> renewal(Session session, Inbound message) {
        return authentication(message.text()).map(frame -> admission.credentials(frame, Optional.empty()));
    }

    @Override
    public void renewed(Session session, Inbound message) {
        connections.connection(session.id()).ifPresent(one -> one.heard(clock.instant()));
        session.send(admission.greeting(session.caller(), HealthmateGrammar.correlation(message.text())));
    }

    /** The frame, if the client says in it who it is. */
    private static Optional<JsonValue> authentication(String text) {
        if (!text.contains("authenticat")) {
            return Optional.empty();
        }
        try {
            JsonValue frame = HealthmateGrammar.frame(text);
            return Optional.of(frame)
                    .filter(said ->
                            said.text("type").filter(AUTHENTICATE::contains).isPresent());
        } catch (RejectedException aboutSomethingElse) {
            return Optional.empty();
        }
    }
}
