package dev.carewire.dialect.standard;

import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.CommandProtocol;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.RoomAccess;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.hub.TrafficCounters;
import java.time.Clock;

/**
 * The commands of derm-app's clients, by area. A client that requests no acknowledgement receives no error: it would show
 * each {@code error} event to its user.
 */
final class StandardCommands {

    private StandardCommands() {}

    static CommandTable create(
            ClientFeatures features,
            Rooms rooms,
            RoomAccess access,
            PresenceSnapshots presenceLists,
            Vocabulary vocabulary,
            TrafficCounters traffic,
            Clock clock) {
        CommandTable.Builder commands = CommandTable.builder(CommandProtocol.ACKNOWLEDGED_EVENTS, traffic);
        new ThreadCommands(access, features.messaging()).addTo(commands);
        new PresenceCommands(access, features.presence(), presenceLists).addTo(commands);
        new NotificationCommands(features.notifications(), features.preferences()).addTo(commands);
        new FlowCommands(rooms).addTo(commands);
        new VitalsCommands(features.vitals(), features.thresholds(), features.repeatable()).addTo(commands);
        new CallCommands(access, features.calls(), features.repeatable()).addTo(commands);
        new AssistantCommands(features.assistant(), features.repeatable()).addTo(commands);
        new RecordingCommands(rooms, features.recordings(), features.transcription(), vocabulary, clock)
                .addTo(commands);
        return commands.build();
    }
}
