package dev.carewire.dialect.clinic;

import dev.carewire.clinic.ClinicZones;
import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.dialect.Oversight;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.SessionDeliveryTarget;
import dev.carewire.dialect.TokenMessages;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.identity.Access;
import dev.carewire.identity.Role;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.presence.Presence;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The clinic system's dialect, on its own Socket.IO path. */
final class ClinicDialect implements Dialect {

    private final Presence presence;
    private final Oversight oversight;
    private final ConnectedRecipients recipients;
    private final Clock clock;
    private final Vocabulary vocabulary;
    private final CommandTable commands;
    private final TokenMessages tokenMessages = new TokenMessages(Instant::toEpochMilli);

    /**
     * The dialect over these features.
     *
     * @param hub holds the rooms that clients join and leave
     * @param allTenantsRoles the roles whose users receive the events of every clinic
     * @param zones for the day and time of an appointment, and for days in filters
     * @param clock for clients that request the time
     */
    ClinicDialect(
            Hub hub,
            Presence presence,
            ConnectedRecipients deliveries,
            Set<Role> allTenantsRoles,
            ClinicZones zones,
            Clock clock) {
        this.oversight = new Oversight(hub, allTenantsRoles);
        this.presence = presence;
        this.recipients = deliveries;
        this.clock = clock;
        this.vocabulary = ClinicVocabulary.create(zones);
        this.commands = new ClinicCommands(new Rooms(hub), zones, clock).table(hub.traffic());
    }

    @Override
    public String name() {
        return "clinic";
    }

    @Override
    public List<String> render(Event<?> event) {
        return vocabulary.render(event);
    }

    @Override
    public CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        return ClinicAdmission.admit(credentials, tokens);
    }

    /** A user who may subscribe to the clinic may subscribe to all kinds of its records. */
    @Override
    public CompletionStage<Boolean> mayRejoin(RoomKey room, Caller caller) {
        return CompletableFuture.completedStage(
                switch (room.kind()) {
                    case QUEUE, APPOINTMENTS, VISITS, PRESCRIPTIONS, INVOICES ->
                        room.tenant().equals(caller.tenant()) && Access.maySubscribeToTenant(caller.principal());
                    case TENANT,
                            USER,
                            DISPLAY,
                            THREAD,
                            PATIENT,
                            APPOINTMENT,
                            PATIENT_FLOW,
                            ROOM_BOARD,
                            PROVIDER_QUEUE,
                            RECORDING,
                            STAFF,
                            MODULE,
                            BACK_END -> Rooms.initialRooms(caller).contains(room);
                });
    }

    @Override
    public void connected(Session session) {
        oversight.connected(session);
        presence.connected(session.caller(), session.id());
        recipients.connected(session.caller(), session.id(), new SessionDeliveryTarget(session, this, clock));
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
                .map(token -> Credentials.ofParameters(Map.of("token", token), Optional.empty(), Optional.empty()));
    }

    @Override
    public void tokenRenewed(Session session, InboundMessage message) {
        tokenMessages.confirmRefresh(session, message);
    }

    @Override
    public void disconnected(Session session) {
        oversight.disconnected(session);
        recipients.disconnected(session.caller(), session.id());
        presence.disconnected(session.caller(), session.id());
    }
}
