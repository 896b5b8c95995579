package dev.carewire.dialect.diagnoxix;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Entry;
import dev.carewire.dialect.Inbound;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.Refusal;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.Visitor;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.WaitingNotifications;
import dev.carewire.dialect.Welcome;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Admission;
import dev.carewire.hub.Session;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.notification.Deliveries;
import dev.carewire.notification.Notifications;
import dev.carewire.presence.Presence;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The language of Diagnoxix. Its users are told their own notifications; those that were waiting for them come when they connect. What
 * its clients do not know is an addition of ours: {@code token_expiring}, {@code authenticate} with {@code token}, {@code authenticated},
 * and {@code error} for a limit or a refused token.
 */
public final class DiagnoxixDialect implements PlainDialect, ConnectedUsers {

    private static final String AUTHENTICATE = "authenticate";
    private static final int TRY_AGAIN_LATER = 1013;

    private final Presence presence;
    private final Deliveries deliveries;
    private final Clock clock;
    private final DiagnoxixAdmission admission;
    private final CommandTable commands;
    private final Vocabulary vocabulary = DiagnoxixVocabulary.create();
    private final Map<RoomKey, Set<Session>> sessions = new ConcurrentHashMap<>();

    /**
     * The language over these features.
     *
     * @param trustUserId whether clients may say without a token who they are
     */
    public DiagnoxixDialect(
            Presence presence, Deliveries deliveries, Notifications notifications, boolean trustUserId, Clock clock) {
        this.presence = presence;
        this.deliveries = deliveries;
        this.clock = clock;
        this.admission = new DiagnoxixAdmission(
                trustUserId ? DiagnoxixAdmission.Names.BELIEVED : DiagnoxixAdmission.Names.TO_BE_PROVEN);
        this.commands = new DiagnoxixCommands(notifications, clock).table();
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
    public CompletionStage<Welcome> welcome(Visitor visitor, TokenVerifier tokens) {
        return admission.welcome(
                visitor,
                tokens,
                caller -> say(
                        caller,
                        "connection_established",
                        "Connected",
                        "Real-time notifications enabled",
                        Optional.empty()));
    }

    @Override
    public CompletionStage<Entry> admit(Credentials credentials, TokenVerifier tokens) {
        return DiagnoxixAdmission.admit(credentials, tokens);
    }

    @Override
    public Refusal full(Admission limit) {
        return Refusal.closing(TRY_AGAIN_LATER, "too many connections");
    }

    /** Only what is meant for the user. */
    @Override
    public List<RoomKey> rooms(Caller caller) {
        return Rooms.ofTheUser(caller);
    }

    @Override
    public boolean mayReturnTo(RoomKey room, Caller caller) {
        return rooms(caller).contains(room);
    }

    @Override
    public void connected(Session session) {
        sessions.compute(user(session), (user, others) -> {
            Set<Session> all = others == null ? new HashSet<>(2) : new HashSet<>(others);
            all.add(session);
            return all;
        });
        presence.connected(session.caller(), session.id());
        deliveries.arrived(
                session.caller(), session.id(), session.goesOn(), new WaitingNotifications(session, this, clock));
    }

    @Override
    public void disconnected(Session session) {
        deliveries.left(session.caller(), session.id());
        presence.disconnected(session.caller(), session.id());
        sessions.computeIfPresent(user(session), (user, all) -> {
            Set<Session> others = new HashSet<>(all);
            others.remove(session);
            return others.isEmpty() ? null : others;
        });
    }

    private static RoomKey user(Session session) {
        return RoomKey.user(session.tenant(), session.caller().userId());
    }

    @Override
    public int connections(TenantId tenant) {
        int connections = 0;
        for (Map.Entry<RoomKey, Set<Session>> user : sessions.entrySet()) {
            connections +=
                    user.getKey().tenant().equals(tenant) ? user.getValue().size() : 0;
        }
        return connections;
    }

    @Override
    public void tryOut(TenantId tenant, String userId, String title, String message, Optional<String> data) {
        String sent = "{\"test\":true,\"data\":" + data.orElse("null") + "}";
        for (Session session : sessions.getOrDefault(RoomKey.user(tenant, userId), Set.of())) {
            session.send(say(session.caller(), "test_notification", title, message, Optional.of(sent)));
        }
    }

    @Override
    public void receive(Session session, Inbound message) {
        commands.receive(session, message);
    }

    @Override
    public void refuse(Session session, Inbound message, Rejection rejection, String text) {
        session.send(say(
                session.caller(),
                "error",
                "Error",
                text,
                Optional.of(new JsonObject().put("code", rejection.name()).text())));
    }

    @Override
    public List<String> expiring(Session session, Instant end) {
        return say(
                session.caller(),
                "token_expiring",
                "Session Expiring",
                "Your session is about to end",
                Optional.of(ending(end)));
    }

    @Override
    public Optional<Credentials> renewal(Session session, Inbound message) {
        if (!message.text().contains(AUTHENTICATE)) {
            return Optional.empty();
        }
        try {
            JsonValue frame = Json.parse(message.text());
            return frame.text("type").filter(AUTHENTICATE::equals).map(type -> presented(frame));
        } catch (MalformedJsonException something) {
            return Optional.empty();
        }
    }

    private static Credentials presented(JsonValue frame) {
        String token = frame.text("token")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> RejectedException.invalid("token is required"));
        return Credentials.ofParameters(Map.of("token", token), Optional.empty(), Optional.empty());
    }

    @Override
    public void renewed(Session session, Inbound message) {
        session.send(say(
                session.caller(),
                "authenticated",
                "Authenticated",
                "Your session goes on",
                session.caller().principal().expiresAt().map(DiagnoxixDialect::ending)));
    }

    private static String ending(Instant end) {
        return new JsonObject().put("expires_at", end).text();
    }

    private List<String> say(Caller caller, String type, String title, String message, Optional<String> data) {
        return List.of(DiagnoxixJson.frame(type, caller.userId(), title, message, data, clock.instant()));
    }
}
