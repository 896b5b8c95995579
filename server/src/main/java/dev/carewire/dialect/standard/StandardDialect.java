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
import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.messaging.Messaging;
import dev.carewire.patient.Patients;
import dev.carewire.presence.Presence;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** derm-app's language, spoken on the default Socket.IO path. */
public final class StandardDialect implements Dialect {

    private final Presence presence;
    private final Messaging messaging;
    private final Patients patients;
    private final Vocabulary vocabulary = StandardVocabulary.create();
    private final CommandTable commands;

    /**
     * The language over these features.
     *
     * @param hub whose rooms clients enter and leave
     */
    public StandardDialect(Hub hub, Messaging messaging, Presence presence, Patients patients) {
        this.presence = presence;
        this.messaging = messaging;
        this.patients = patients;
        this.commands = new StandardCommands(new Rooms(hub), messaging, presence, patients).table();
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
            switch (room.kind()) {
                case THREAD -> messaging.requireMember(caller, room.id());
                case PATIENT -> patients.get(caller, room.id());
                default -> {}
            }
            return true;
        } catch (RejectedException withdrawn) {
            return false;
        }
    }

    @Override
    public void connected(Session session) {
        presence.connected(session.caller(), session.id());
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
    public void disconnected(Session session) {
        presence.disconnected(session.caller(), session.id());
    }
}
