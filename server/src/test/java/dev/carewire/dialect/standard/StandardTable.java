package dev.carewire.dialect.standard;

import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Rooms;
import dev.carewire.hub.Hub;

/** The commands of derm-app's clients, for tests of other packages. */
public final class StandardTable {

    private StandardTable() {}

    public static CommandTable over(Hub hub, StandardFeatures features) {
        return StandardCommands.over(features, new Rooms(hub));
    }
}
