package dev.carewire.dialect.toy;

import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.dialect.ConnectRefusal;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.HandshakeDecision;
import dev.carewire.dialect.HandshakeRequest;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.PreAuthMessage;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.WebSocketHandle;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.CredentialsBuilder;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.hub.RegistrationResult;
import dev.carewire.hub.Session;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A sixth client family, which shows what a family needs: this package and one line in the list of families.
 *
 * Clients name a user as {@code token} in the address. {@code ask} connects without a session and may then send
 * {@code i am NAME}. {@code bad} and {@code expired} are rejected after the handshake, and a client without a token gets no WebSocket. The
 * dialect sends the names of events and echoes messages; {@code again NAME} renews the token.
 */
public final class ToyDialect implements PlainDialect {

    public static final TenantId TENANT = new TenantId("toys");

    /** Messages, connects and disconnects of clients, in order. */
    public final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    /** The clients' WebSockets, by connection id. */
    public final Map<String, WebSocketHandle> lines = new ConcurrentHashMap<>();

    /** Authentication completes only after this. */
    public volatile CompletableFuture<?> admission = CompletableFuture.completedFuture(null);

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public List<String> render(Event<?> event) {
        return List.of(event.type().name());
    }

    @Override
    public CompletionStage<HandshakeDecision> handshake(HandshakeRequest request, TokenVerifier tokens) {
        String token = request.query().getOrDefault("token", "");
        return switch (token) {
            case "" ->
                CompletableFuture.completedStage(new HandshakeDecision.HttpRejection(
                        401, "{\"error\":\"no token\"}", AuthenticationFailure.COUNTED));
            case "bad" -> CompletableFuture.completedStage(rejected("bad token", AuthenticationFailure.COUNTED));
            case "expired" ->
                CompletableFuture.completedStage(rejected("expired token", AuthenticationFailure.EXCUSED));
            case "ask" ->
                CompletableFuture.completedStage(new HandshakeDecision.Unauthenticated(
                        List.of("who are you in " + request.pathVariables().get("room"))));
            default ->
                admission.thenApply(open ->
                        new HandshakeDecision.Accepted(new AdmissionResult.Granted(caller(token), List.of("hello"))));
        };
    }

    private static HandshakeDecision rejected(String reason, AuthenticationFailure failure) {
        return new HandshakeDecision.ClosedAfterUpgrade(ConnectRefusal.closing(1008, reason), failure);
    }

    private static Caller caller(String user) {
        return new Caller(
                new PrincipalBuilder(user, "", Set.of(Role.DOCTOR))
                        .tenant(TENANT)
                        .build(),
                TENANT);
    }

    @Override
    public PreAuthMessage parsePreAuthMessage(String connectionId, String text) {
        return text.startsWith("i am ")
                ? new PreAuthMessage.Authentication(
                        new CredentialsBuilder().payload(text.substring(5)).build())
                : new PreAuthMessage.Answered(List.of("who are you"));
    }

    @Override
    public CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        String user = credentials.payload().orElse("");
        AdmissionResult entry = user.equals("nobody")
                ? new AdmissionResult.Refused("nobody is refused")
                : new AdmissionResult.Granted(caller(user), List.of("hello " + user));
        return admission.thenApply(open -> entry);
    }

    @Override
    public ConnectRefusal refusal(AdmissionResult.Refused refused) {
        return ConnectRefusal.withMessage(refused.message());
    }

    @Override
    public ConnectRefusal limitReached(String connectionId, RegistrationResult limit) {
        return ConnectRefusal.closing(1013, limit.name());
    }

    @Override
    public Optional<String> heartbeat() {
        return Optional.of("still here");
    }

    @Override
    public CompletionStage<Boolean> mayRejoin(RoomKey room, Caller caller) {
        return CompletableFuture.completedStage(Rooms.initialRooms(caller).contains(room));
    }

    @Override
    public void opened(String connectionId, WebSocketHandle line) {
        lines.put(connectionId, line);
    }

    @Override
    public void closed(String connectionId) {
        lines.remove(connectionId);
    }

    @Override
    public void connected(Session session) {
        seen.add("came " + session.caller().userId());
    }

    @Override
    public void disconnected(Session session) {
        seen.add("went " + session.caller().userId());
    }

    @Override
    public void receive(Session session, InboundMessage message) {
        seen.add(message.text());
        session.send(List.of("heard " + message.text()));
    }

    @Override
    public void reject(Session session, InboundMessage message, Rejection rejection, String text) {
        session.send(List.of(rejection + " " + text));
    }

    @Override
    public Optional<Credentials> renewalCredentials(Session session, InboundMessage message) {
        return message.text().startsWith("again ")
                ? Optional.of(new CredentialsBuilder()
                        .payload(message.text().substring(6))
                        .build())
                : Optional.empty();
    }

    @Override
    public void tokenRenewed(Session session, InboundMessage message) {
        session.send(List.of("renewed"));
    }
}
