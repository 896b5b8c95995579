package dev.carewire.dialect.keney;

import dev.carewire.command.Caller;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.Task;
import dev.carewire.dialect.Visitor;
import dev.carewire.event.RoomKey;
import dev.carewire.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** KeneyApp's language on the path of one user's notifications: its clients are told what is meant for that user, and ping. */
public final class KeneyNotificationsDialect extends KeneyPath {

    /** The variable segment of the path. */
    private static final String USER = "user_id";

    private final CommandTable commands;

    /** The language over these features, of a path whose variable segment {@code user_id} is the user. */
    public KeneyNotificationsDialect(KeneyFeatures features, Clock clock) {
        super(features, clock);
        this.commands = CommandTable.builder(new KeneyGrammar(clock))
                .commandForEveryone(
                        KeneyGrammar.PING,
                        (session, argument) -> Task.inline(() -> session.send(List.of(
                                argument.isMissing()
                                        ? KeneyFrames.textPong(clock.instant())
                                        : KeneyFrames.pong(clock.instant())))))
                .build();
    }

    @Override
    CommandTable commands() {
        return commands;
    }

    @Override
    boolean admits(Visitor visitor, Caller caller) {
        return caller.userId().equals(visitor.segments().get(USER));
    }

    @Override
    Optional<JsonObject> stats(Caller caller) {
        return Optional.empty();
    }

    @Override
    public List<RoomKey> rooms(Caller caller) {
        return Rooms.ofTheUser(caller);
    }

    @Override
    public boolean mayReturnTo(RoomKey room, Caller caller) {
        return rooms(caller).contains(room);
    }
}
