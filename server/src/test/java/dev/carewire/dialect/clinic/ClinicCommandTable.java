package dev.carewire.dialect.clinic;

import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Rooms;
import dev.carewire.fixture.TestZones;
import dev.carewire.hub.Hub;
import java.time.Clock;

/** The commands of the clinic system's pages, for tests of other packages. */
public final class ClinicCommandTable {

    private ClinicCommandTable() {}

    public static CommandTable over(Hub hub, Clock clock) {
        return new ClinicCommands(new Rooms(hub), TestZones.UTC, clock).table(hub.traffic());
    }
}
