package dev.carewire.dialect.standard;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.Entry;
import dev.carewire.dialect.Inbound;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.TokenMessages;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.WaitingNotifications;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.identity.Access;
import dev.carewire.identity.TokenVerifier;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** derm-app's language, spoken on the default Socket.IO path. */
public final class StandardDialect implements Dialect {

    private final Hub hub;
    private final StandardFeatures features;
    private final Clock clock;
    private final Vocabulary vocabulary;
    private final StaffInterests interests;
    private final PresenceLists presenceLists;
    private final CommandTable commands;
    private final TokenMessages tokenMessages = new TokenMessages(end -> end);

    /** The language over these features, with every word to everybody who works in the clinic. */
    public StandardDialect(Hub hub, StandardFeatures features, Clock clock) {
        this(hub, features, StandardRules.OPEN, clock);
    }

    /**
     * The language over these features.
     *
     * @param hub whose rooms clients enter and leave
     * @param rules what is told, and whom
     * @param clock tells when notifications that waited are told
     */
    public StandardDialect(Hub hub, StandardFeatures features, StandardRules rules, Clock clock) {
        this.vocabulary = StandardVocabulary.create(rules.disclosure());
        this.interests = new StaffInterests(rules);
        this.clock = clock;
        this.hub = hub;
        this.features = features;
        this.presenceLists = new PresenceLists(features.presence(), vocabulary, clock);
        this.commands = StandardCommands.over(features, new Rooms(hub), presenceLists, vocabulary, clock);
    }

    @Override
    public String name() {
        return "standard";
    }

    @Override
    public List<String> render(Event<?> event) {
        return vocabulary.render(event);
    }

    @Override
    public CompletionStage<Entry> admit(Credentials credentials, TokenVerifier tokens) {
        return StandardAdmission.admit(credentials, tokens);
    }

    @Override
    public boolean mayReturnTo(RoomKey room, Caller caller) {
        try {
            return switch (room.kind()) {
                case THREAD -> {
                    features.messaging().requireMember(caller, room.id());
                    yield true;
                }
                case PATIENT -> {
                    features.patients().get(caller, room.id());
                    yield true;
                }
                case RECORDING -> {
                    features.recordings().get(caller, room.id());
                    yield true;
                }
                case PATIENT_FLOW, ROOM_BOARD, PROVIDER_QUEUE ->
                    room.tenant().equals(caller.tenant()) && Access.mayFollowTenant(caller.principal());
                default -> Rooms.ofTheirOwn(caller).contains(room);
            };
        } catch (RejectedException withdrawn) {
            return false;
        }
    }

    @Override
    public void connected(Session session) {
        session.follow(interests.of(session.caller().principal()));
        features.presence().connected(session.caller(), session.id());
        presenceLists.tellUsers(session);
        features.deliveries()
                .arrived(
                        session.caller(),
                        session.id(),
                        session.goesOn(),
                        new WaitingNotifications(session, this, clock));
        features.calls().connected(session.caller(), session.id());
        session.rooms().stream()
                .filter(room -> room.kind() == RoomKey.Kind.THREAD)
                .forEach(room -> session.lane().blocking(() -> leaveUnlessMember(session, room)));
    }

    /** A session that goes on is in the rooms it had; the user may have been removed from a thread since that was authorised. */
    private void leaveUnlessMember(Session session, RoomKey thread) {
        if (!mayReturnTo(thread, session.caller())) {
            hub.leave(session, thread);
        }
    }

    @Override
    public void receive(Session session, Inbound message) {
        commands.receive(session, message);
    }

    @Override
    public void refuse(Session session, Inbound message, Rejection rejection, String text) {
        commands.refuse(session, message, rejection, text);
    }

    @Override
    public List<String> expiring(Instant end) {
        return tokenMessages.expiring(end);
    }

    @Override
    public Optional<Credentials> renewal(Session session, Inbound message) {
        return tokenMessages
                .presented(message)
                .map(token -> Credentials.ofParameters(
                        Map.of("token", token, "tenantId", session.tenant().value()),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Override
    public void renewed(Session session, Inbound message) {
        tokenMessages.refreshed(session, message);
    }

    @Override
    public void disconnected(Session session) {
        features.deliveries().left(session.caller(), session.id());
        features.presence().disconnected(session.caller(), session.id());
        features.calls().disconnected(session.caller(), session.id());
    }
}
