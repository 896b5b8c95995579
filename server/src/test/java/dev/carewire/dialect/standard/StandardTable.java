package dev.carewire.dialect.standard;

import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.hub.Hub;
import java.time.Clock;

/** The commands of derm-app's clients, for tests of other packages. */
public final class StandardTable {

    private StandardTable() {}

    public static CommandTable over(Hub hub, StandardFeatures features, Clock clock) {
        Vocabulary vocabulary = StandardVocabulary.create();
        return StandardCommands.over(
                features, new Rooms(hub), new PresenceLists(features.presence(), vocabulary, clock), vocabulary, clock);
    }
}
