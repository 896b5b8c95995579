package dev.carewire.dialect.keney;

import dev.carewire.command.Caller;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.HandshakeRequest;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.Rooms;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.FamilyLimits;
import dev.carewire.hub.TrafficCounters;
import dev.carewire.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** KeneyApp's dialect on the path of one user's notifications. Clients receive that user's events,
 * acknowledge notifications and ping. */
final class KeneyNotificationsDialect extends KeneyPathDialect {

    /** The variable segment of the path. */
    static final String USER = "user_id";

    private final CommandTable commands;

    /**
     * The dialect over these features, for a path whose variable segment {@code user_id} is the user.
     *
     * @param traffic counts rejected commands
     */
    KeneyNotificationsDialect(ClientFeatures features, TrafficCounters traffic, FamilyLimits limits, Clock clock) {
        super(features, limits, clock);
        this.commands = CommandTable.builder(new KeneyProtocol(clock), traffic)
                .commandForEveryone(
                        KeneyProtocol.PING,
                        (session, argument) -> PreparedCommand.inline(() -> session.send(List.of(
                                argument.isMissing()
                                        ? KeneyFrames.textPong(clock.instant())
                                        : KeneyFrames.pong(clock.instant())))))
                .command(AcknowledgeCommand.NAME, new AcknowledgeCommand(features.notifications(), clock))
                .build();
    }

    @Override
    CommandTable commands() {
        return commands;
    }

    @Override
    boolean admits(HandshakeRequest request, Caller caller) {
        return caller.userId().equals(request.pathVariables().get(USER));
    }

    @Override
    Optional<JsonObject> stats(Caller caller) {
        return Optional.empty();
    }

    @Override
    public List<RoomKey> initialRooms(Caller caller) {
        return Rooms.userRooms(caller);
    }

    @Override
    public CompletionStage<Boolean> mayRejoin(RoomKey room, Caller caller) {
        return CompletableFuture.completedStage(initialRooms(caller).contains(room));
    }
}
