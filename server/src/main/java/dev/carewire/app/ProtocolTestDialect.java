package dev.carewire.app;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.EventMessage;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.event.Audience;
import dev.carewire.event.Delivery;
import dev.carewire.event.Event;
import dev.carewire.event.EventType;
import dev.carewire.event.Phi;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.AckReply;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.json.JsonValue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The behavior that the public protocol test suites expect of a server. It accepts every client, sends the client its
 * CONNECT payload, and echoes messages. A payload with {@code refuse} is rejected, with that value as the data. Clients
 * can request acknowledgements:
 * <ul>
 * <li>{@code ask-me MILLIS ARGUMENT…}: the server sends {@code question ARGUMENT…} to the sender and waits that long.
 *     The sender then receives {@code answer ARGUMENT…}, or {@code no-answer}.
 * <li>{@code ask-all MILLIS ARGUMENT…}: the server asks all clients. The sender receives
 *     {@code answers [[ARGUMENT…]…] MISSING}.
 * </ul>
 */
final class ProtocolTestDialect implements Dialect {

    /**
     * The suites' client listens for one message at a time and loses a second one in the same read. Messages after the
     * answer to CONNECT are therefore delayed, but sent well before the first ping.
     */
    private static final long DELAY_MILLIS = 50;

    private static final long MAX_WAIT_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final TenantId TENANT = new TenantId("open");

    private static final EventType<Question> QUESTION = new EventType<>(
            "open.asked", Question.class, Audience.tenant(), Delivery.VOLATILE, Phi.NONE, "Somebody asked.");

    private final Hub hub;
    private final Clock clock;
    private final Executor delayedExecutor;

    /** @param later runs a task after a short delay */
    ProtocolTestDialect(Hub hub, Clock clock, Executor later) {
        this.hub = hub;
        this.clock = clock;
        this.delayedExecutor = later;
    }

    /** Runs a task after the delay that the suites' client needs. */
    static void afterShortDelay(Runnable task) {
        CompletableFuture.delayedExecutor(DELAY_MILLIS, TimeUnit.MILLISECONDS).execute(task);
    }

    /** The message that requests an acknowledgement. */
    private record Question(String message) {

        @Override
        public String toString() {
            return "Question[]";
        }
    }

    @Override
    public String name() {
        return "open";
    }

    @Override
    public Set<String> namespaces() {
        return Set.of("/", "/custom");
    }

    @Override
    public List<String> render(Event<?> event) {
        return event.payload() instanceof Question question ? List.of(question.message()) : List.of();
    }

    @Override
    public CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        return CompletableFuture.completedStage(credentials
                .field("refuse")
                .<AdmissionResult>map(reason -> new AdmissionResult.Refused(
                        "Refused", Optional.of(reason.json()), AuthenticationFailure.COUNTED))
                .orElseGet(() -> new AdmissionResult.Granted(anonymousCaller(credentials))));
    }

    /** An anonymous caller, named by the payload. */
    private static Caller anonymousCaller(Credentials credentials) {
        String presented = credentials.payload().orElse("{}");
        return new Caller(
                new Principal(TENANT, "anybody", presented, Set.of(Role.STAFF), Optional.empty(), Optional.empty()),
                TENANT);
    }

    @Override
    public CompletionStage<Boolean> mayRejoin(RoomKey room, Caller caller) {
        return CompletableFuture.completedStage(true);
    }

    @Override
    public void connected(Session session) {
        String greeting =
                array(Stream.of("\"auth\"", session.caller().principal().name()));
        delayedExecutor.execute(() -> session.send(List.of(greeting)));
    }

    @Override
    public void receive(Session session, InboundMessage message) {
        try {
            receive(session, message, EventMessage.parse(message.text()));
        } catch (RejectedException nobodyListens) {
            // Ignored, like an event without a listener in the reference server.
        }
    }

    private void receive(Session session, InboundMessage message, EventMessage event) {
        switch (event.name()) {
            case "message" -> session.send(array("message-back", event.arguments()), message.attachments());
            case "message-with-ack" -> message.acknowledge(array(json(event.arguments())), message.attachments());
            case "ask-me" ->
                hub.deliverWithAck(session, question(event), timeout(event))
                        .thenAccept(said -> said.ifPresentOrElse(
                                answer -> session.send(answer(answer), answer.attachments()),
                                () -> session.send(List.of("[\"no-answer\"]"))));
            case "ask-all" ->
                hub.deliverWithAck(question(event), timeout(event))
                        .thenAccept(said -> session.send(List.of(answers(said))));
            default -> {}
        }
    }

    private Event<Question> question(EventMessage event) {
        String message = array("question", event.arguments().stream().skip(1).toList());
        return QUESTION.newEvent(TENANT, clock.instant(), new Question(message));
    }

    private static Duration timeout(EventMessage event) {
        return event.arguments().stream()
                .findFirst()
                .map(JsonValue::integer)
                .filter(millis -> millis.orElse(-1) >= 0 && millis.orElse(-1) <= MAX_WAIT_MILLIS)
                .map(millis -> Duration.ofMillis(millis.getAsLong()))
                .orElseThrow(() -> RejectedException.invalid("milliseconds: missing (expected: 0 to 600000)"));
    }

    private static String answer(AckReply answer) {
        String arguments = answer.arguments().substring(1).stripLeading();
        return "[\"answer\"" + (arguments.startsWith("]") ? "" : ",") + arguments;
    }

    private static String answers(Map<String, Optional<AckReply>> said) {
        List<String> given = said.values().stream()
                .flatMap(Optional::stream)
                .map(AckReply::arguments)
                .toList();
        return array(Stream.of("\"answers\"", array(given.stream()), Integer.toString(said.size() - given.size())));
    }

    private static String array(String name, List<JsonValue> arguments) {
        return array(Stream.concat(Stream.of('"' + name + '"'), json(arguments)));
    }

    private static Stream<String> json(List<JsonValue> values) {
        return values.stream().map(JsonValue::json);
    }

    private static String array(Stream<String> items) {
        return items.collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public void reject(Session session, InboundMessage message, Rejection rejection, String text) {
        // The suites have neither a limit on messages nor an answer for it.
    }

    @Override
    public void disconnected(Session session) {
        // No other client is notified.
    }
}
