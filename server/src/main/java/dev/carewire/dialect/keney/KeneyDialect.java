package dev.carewire.dialect.keney;

import dev.carewire.command.Caller;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.HandshakeRequest;
import dev.carewire.dialect.Oversight;
import dev.carewire.dialect.RoomAccess;
import dev.carewire.dialect.Rooms;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.identity.Access;
import dev.carewire.identity.Role;
import dev.carewire.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * KeneyApp's dialect on its path of rooms. Clients receive the events of their clinic, super admins those of every
 * clinic. Clients may join rooms and send messages to them.
 */
final class KeneyDialect extends KeneyPathDialect {

    private static final Logger log = LoggerFactory.getLogger(KeneyDialect.class);

    private final Oversight oversight;
    private final UserSessions users = new UserSessions();
    private final RoomAccess access;
    private final KeneyRooms rooms;
    private final Clock clock;
    private final CommandTable commands;

    /**
     * The dialect over these features.
     *
     * @param hub holds the rooms that clients join and leave
     * @param clock for timestamps of messages
     */
    KeneyDialect(Hub hub, ClientFeatures features, KeneyRules rules, Clock clock) {
        super(features, rules.limits(), clock);
        this.oversight = new Oversight(hub, Set.of(Role.SUPER_ADMIN));
        this.access = new RoomAccess(hub, features);
        this.rooms = new KeneyRooms(access, users);
        this.clock = clock;
        this.commands = new KeneyCommands(rooms, users, access, features, rules, clock).table(hub.traffic());
    }

    @Override
    CommandTable commands() {
        return commands;
    }

    @Override
    boolean admits(HandshakeRequest request, Caller caller) {
        return true;
    }

    /** For the caller's clinic only. */
    @Override
    Optional<JsonObject> stats(Caller caller) {
        if (!Access.maySubscribeToTenant(caller.principal())) {
            return Optional.empty();
        }
        UserSessions.Counts counts = users.countsIncluding(caller);
        return Optional.of(new JsonObject()
                .put("total_connections", counts.sessions())
                .put("total_websockets", counts.sessions())
                .put("active_users", counts.users()));
    }

    @Override
    public CompletionStage<Boolean> mayRejoin(RoomKey room, Caller caller) {
        return RoomAccess.isOfRecord(room)
                ? access.mayBeIn(caller, room)
                : CompletableFuture.completedStage(Rooms.initialRooms(caller).contains(room));
    }

    /** The client receives the answer to {@code leave_room}, which it did not send, for a room that it can join. */
    @Override
    public void evicted(Session session, RoomKey room) {
        RoomNames.name(room)
                .filter(name -> RoomAccess.isOfRecord(room))
                .ifPresent(name -> session.send(
                        List.of(KeneyFrames.text("room_left", new JsonObject().put("left", name), clock.instant()))));
    }

    @Override
    public void connected(Session session) {
        if (!(session.eventFilter() instanceof KeneyEventFilter)) {
            session.filterEvents(KeneyEventFilter.everything(session.caller()));
        }
        users.add(session);
        access.recheckLater(session);
        if (users.ofUser(session).size() > 1
                && !session.executor().executePending(() -> rooms.joinRoomsOfUser(session))) {
            log.atWarn()
                    .addKeyValue("session", session.id())
                    .log("session is overloaded and did not join the rooms of its user");
        }
        oversight.connected(session);
        super.connected(session);
    }

    @Override
    public void disconnected(Session session) {
        super.disconnected(session);
        users.remove(session);
        oversight.disconnected(session);
    }
}
