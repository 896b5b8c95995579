package dev.carewire.dialect.standard;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.Event;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.PresenceEvents.UsersListed;
import dev.carewire.event.PresenceEvents.ViewersListed;
import dev.carewire.hub.Session;
import dev.carewire.presence.Presence;
import java.time.Clock;

/** Sends a single session the current presence before it receives changes. Any thread; never blocks. */
final class PresenceSnapshots {

    private final Presence presence;
    private final Vocabulary vocabulary;
    private final Clock clock;

    PresenceSnapshots(Presence presence, Vocabulary vocabulary, Clock clock) {
        this.presence = presence;
        this.vocabulary = vocabulary;
        this.clock = clock;
    }

    /** Sends the present users; nothing if the session may not see them. */
    void sendUsers(Session session) {
        presence.readUsers(
                session.caller(),
                users -> send(
                        session,
                        PresenceEvents.USERS_LISTED.newEvent(
                                session.tenant(),
                                clock.instant(),
                                new UsersListed(session.caller().userId(), users))));
    }

    /** Sends the viewers of a chart that the session may see. */
    void sendViewers(Session session, String patientId) {
        presence.readViewers(
                session.caller(),
                patientId,
                viewers -> send(
                        session,
                        PresenceEvents.VIEWERS_LISTED.newEvent(
                                session.tenant(),
                                clock.instant(),
                                new ViewersListed(session.caller().userId(), patientId, viewers))));
    }

    private void send(Session session, Event<?> list) {
        session.send(vocabulary.render(list));
    }
}
