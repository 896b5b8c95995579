package dev.carewire.dialect.standard;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.dialect.RoomAccess;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.SessionDeliveryTarget;
import dev.carewire.dialect.TokenMessages;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.identity.Access;
import dev.carewire.identity.TokenVerifier;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** derm-app's dialect, on the default Socket.IO path. */
final class StandardDialect implements Dialect {

    private final ClientFeatures features;
    private final RoomAccess access;
    private final Clock clock;
    private final Vocabulary vocabulary;
    private final StaffEventFilters eventFilters;
    private final PresenceSnapshots presenceSnapshots;
    private final CommandTable commands;
    private final TokenMessages tokenMessages = new TokenMessages(end -> end);

    /**
     * The dialect over these features.
     *
     * @param hub holds the rooms that clients join and leave
     * @param rules disclosure and audience of events
     * @param clock for the delivery times of queued notifications
     */
    StandardDialect(Hub hub, ClientFeatures features, StandardRules rules, Clock clock) {
        StandardVocabulary rows = StandardVocabulary.create(rules.disclosure());
        this.vocabulary = rows.messages();
        this.eventFilters = new StaffEventFilters(rules, rows);
        this.clock = clock;
        this.features = features;
        this.access = new RoomAccess(hub, features);
        this.presenceSnapshots = new PresenceSnapshots(features.presence(), vocabulary, clock);
        this.commands = StandardCommands.create(
                features, new Rooms(hub), access, presenceSnapshots, vocabulary, hub.traffic(), clock);
    }

    @Override
    public String name() {
        return "standard";
    }

    @Override
    public String family() {
        return StandardFamily.WIRE.family();
    }

    @Override
    public List<String> render(Event<?> event) {
        return vocabulary.render(event);
    }

    @Override
    public CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        return StandardAdmission.admit(credentials, tokens);
    }

    @Override
    public CompletionStage<Boolean> mayRejoin(RoomKey room, Caller caller) {
        return switch (room.kind()) {
            case THREAD, PATIENT -> access.mayBeIn(caller, room);
            case RECORDING -> CompletableFuture.completedStage(isOwnRecording(room, caller));
            case PATIENT_FLOW, ROOM_BOARD, PROVIDER_QUEUE ->
                CompletableFuture.completedStage(
                        room.tenant().equals(caller.tenant()) && Access.maySubscribeToTenant(caller.principal()));
            default -> CompletableFuture.completedStage(initialRooms(caller).contains(room));
        };
    }

    private boolean isOwnRecording(RoomKey room, Caller caller) {
        try {
            features.recordings().get(caller, room.id());
            return true;
        } catch (RejectedException withdrawn) {
            return false;
        }
    }

    /** Those of all families, and one for each module that the roles may use. */
    @Override
    public List<RoomKey> initialRooms(Caller caller) {
        List<RoomKey> rooms = new ArrayList<>(Rooms.initialRooms(caller));
        FrontEndModule.openTo(caller.principal().roles())
                .forEach(module -> rooms.add(new RoomKey(caller.tenant(), RoomKey.Kind.MODULE, module.key())));
        return rooms;
    }

    @Override
    public void connected(Session session) {
        session.filterEvents(eventFilters.of(session.caller().principal()));
        features.presence().connected(session.caller(), session.id());
        features.presence()
                .closeChartsUnless(
                        session.caller(),
                        session.id(),
                        patientId -> session.isIn(RoomKey.patient(session.tenant(), patientId)));
        presenceSnapshots.sendUsers(session);
        features.recipients()
                .connected(session.caller(), session.id(), new SessionDeliveryTarget(session, this, clock));
        features.calls().connected(session.caller(), session.id());
        access.recheckLater(session);
    }

    /** derm-app has no message about a room that a session must leave; its chart counts as closed. */
    @Override
    public void evicted(Session session, RoomKey room) {
        if (room.kind() == RoomKey.Kind.PATIENT) {
            features.presence().setViewing(session.caller(), session.id(), room.id(), false);
        }
    }

    @Override
    public void receive(Session session, InboundMessage message) {
        commands.receive(session, message);
    }

    @Override
    public void reject(Session session, InboundMessage message, Rejection rejection, String text) {
        commands.reject(session, message, rejection, text);
    }

    @Override
    public List<String> tokenExpiryWarning(Instant end) {
        return tokenMessages.expiryWarning(end);
    }

    @Override
    public Optional<Credentials> renewalCredentials(Session session, InboundMessage message) {
        return tokenMessages
                .renewalToken(message)
                .map(token -> Credentials.ofParameters(
                        Map.of("token", token, "tenantId", session.tenant().value()),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Override
    public void tokenRenewed(Session session, InboundMessage message) {
        tokenMessages.confirmRefresh(session, message);
    }

    @Override
    public void disconnected(Session session) {
        features.recipients().disconnected(session.caller(), session.id());
        features.presence().disconnected(session.caller(), session.id());
        features.calls().disconnected(session.caller(), session.id());
        features.messaging().disconnected(session.id());
    }
}
