package dev.carewire.dialect.standard;

import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.RoomAccess;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.standard.StandardRules.Disclosure;
import dev.carewire.hub.Hub;
import java.time.Clock;

/** The commands of derm-app's clients, for tests of other packages. */
public final class StandardCommandTable {

    private StandardCommandTable() {}

    public static CommandTable over(Hub hub, ClientFeatures features, Clock clock) {
        Vocabulary vocabulary = StandardVocabulary.create(Disclosure.FULL).messages();
        return StandardCommands.create(
                features,
                new Rooms(hub),
                new RoomAccess(hub, features),
                new PresenceSnapshots(features.presence(), vocabulary, clock),
                vocabulary,
                hub.traffic(),
                clock);
    }
}
