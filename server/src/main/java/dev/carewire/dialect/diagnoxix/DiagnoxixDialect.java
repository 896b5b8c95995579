package dev.carewire.dialect.diagnoxix;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.ConnectRefusal;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.HandshakeDecision;
import dev.carewire.dialect.HandshakeRequest;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.SessionDeliveryTarget;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.RegistrationResult;
import dev.carewire.hub.Session;
import dev.carewire.hub.TrafficCounters;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.notification.Notifications;
import dev.carewire.presence.Presence;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The dialect of Diagnoxix. Its users receive their own notifications, and queued ones when they connect. CareWire's
 * additions are {@code token_expiring}, {@code authenticate} with {@code token}, {@code authenticated}, and
 * {@code error} for a limit or a rejected token.
 */
final class DiagnoxixDialect implements PlainDialect, ConnectedUsers {

    private static final String AUTHENTICATE = "authenticate";
    private static final int TRY_AGAIN_LATER = 1013;

    private final Presence presence;
    private final ConnectedRecipients recipients;
    private final Clock clock;
    private final DiagnoxixAdmission admission;
    private final CommandTable commands;
    private final Vocabulary vocabulary = DiagnoxixVocabulary.create();
    private final Map<RoomKey, Set<Session>> sessionsByUser = new ConcurrentHashMap<>();

    /**
     * The dialect over these features.
     *
     * @param trustUserId whether clients may name their user without a token
     * @param defaultTenant of clients without a token
     * @param traffic counts rejected commands
     */
    DiagnoxixDialect(
            Presence presence,
            ConnectedRecipients deliveries,
            Notifications notifications,
            boolean trustUserId,
            TenantId defaultTenant,
            TrafficCounters traffic,
            Clock clock) {
        this.presence = presence;
        this.recipients = deliveries;
        this.clock = clock;
        this.admission = new DiagnoxixAdmission(
                trustUserId
                        ? DiagnoxixAdmission.UserIdTrust.WITHOUT_TOKEN
                        : DiagnoxixAdmission.UserIdTrust.WITH_TOKEN_ONLY,
                defaultTenant);
        this.commands = new DiagnoxixCommands(notifications, clock).table(traffic);
    }

    @Override
    public String name() {
        return "diagnoxix";
    }

    @Override
    public List<String> render(Event<?> event) {
        return vocabulary.render(event);
    }

    @Override
    public CompletionStage<HandshakeDecision> handshake(HandshakeRequest request, TokenVerifier tokens) {
        return admission.handshake(
                request,
                tokens,
                caller -> frame(
                        caller,
                        "connection_established",
                        "Connected",
                        "Real-time notifications enabled",
                        Optional.empty()));
    }

    @Override
    public CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        return DiagnoxixAdmission.admit(credentials, tokens);
    }

    @Override
    public ConnectRefusal limitReached(String connectionId, RegistrationResult limit) {
        return ConnectRefusal.closing(TRY_AGAIN_LATER, "too many connections");
    }

    /** Diagnoxix's clients receive no clinic-wide events but those of its own back end. */
    @Override
    public List<RoomKey> initialRooms(Caller caller) {
        return Rooms.personalRooms(caller);
    }

    @Override
    public CompletionStage<Boolean> mayRejoin(RoomKey room, Caller caller) {
        return CompletableFuture.completedStage(initialRooms(caller).contains(room));
    }

    @Override
    public void connected(Session session) {
        sessionsByUser.compute(userRoom(session), (user, others) -> {
            Set<Session> all = others == null ? new HashSet<>(2) : new HashSet<>(others);
            all.add(session);
            return all;
        });
        presence.connected(session.caller(), session.id());
        recipients.connected(session.caller(), session.id(), new SessionDeliveryTarget(session, this, clock));
    }

    @Override
    public void disconnected(Session session) {
        recipients.disconnected(session.caller(), session.id());
        presence.disconnected(session.caller(), session.id());
        sessionsByUser.computeIfPresent(userRoom(session), (user, all) -> {
            Set<Session> others = new HashSet<>(all);
            others.remove(session);
            return others.isEmpty() ? null : others;
        });
    }

    private static RoomKey userRoom(Session session) {
        return RoomKey.user(session.tenant(), session.caller().userId());
    }

    @Override
    public int connectionCount(TenantId tenant) {
        int connections = 0;
        for (Map.Entry<RoomKey, Set<Session>> user : sessionsByUser.entrySet()) {
            connections +=
                    user.getKey().tenant().equals(tenant) ? user.getValue().size() : 0;
        }
        return connections;
    }

    @Override
    public void sendTestNotification(
            TenantId tenant, String userId, String title, String message, Optional<String> data) {
        String sent = "{\"test\":true,\"data\":" + data.orElse("null") + "}";
        for (Session session : sessionsByUser.getOrDefault(RoomKey.user(tenant, userId), Set.of())) {
            session.send(frame(session.caller(), "test_notification", title, message, Optional.of(sent)));
        }
    }

    @Override
    public void receive(Session session, InboundMessage message) {
        commands.receive(session, message);
    }

    @Override
    public void reject(Session session, InboundMessage message, Rejection rejection, String text) {
        session.send(frame(
                session.caller(),
                "error",
                "Error",
                text,
                Optional.of(new JsonObject().put("code", rejection.name()).json())));
    }

    @Override
    public List<String> tokenExpiryWarning(Session session, Instant end) {
        return frame(
                session.caller(),
                "token_expiring",
                "Session Expiring",
                "Your session is about to end",
                Optional.of(expiryData(end)));
    }

    @Override
    public Optional<Credentials> renewalCredentials(Session session, InboundMessage message) {
        if (!message.text().contains(AUTHENTICATE)) {
            return Optional.empty();
        }
        try {
            JsonValue frame = Json.parse(message.text());
            return frame.text("type").filter(AUTHENTICATE::equals).map(type -> credentials(frame));
        } catch (MalformedJsonException something) {
            return Optional.empty();
        }
    }

    private static Credentials credentials(JsonValue frame) {
        String token = frame.text("token")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> RejectedException.invalid("token is required"));
        return Credentials.ofParameters(Map.of("token", token), Optional.empty(), Optional.empty());
    }

    @Override
    public void tokenRenewed(Session session, InboundMessage message) {
        session.send(frame(
                session.caller(),
                "authenticated",
                "Authenticated",
                "Your session goes on",
                session.caller().principal().expiresAt().map(DiagnoxixDialect::expiryData)));
    }

    private static String expiryData(Instant end) {
        return new JsonObject().put("expires_at", end).json();
    }

    private List<String> frame(Caller caller, String type, String title, String message, Optional<String> data) {
        return List.of(DiagnoxixJson.frame(type, caller.userId(), title, message, data, clock.instant()));
    }
}
