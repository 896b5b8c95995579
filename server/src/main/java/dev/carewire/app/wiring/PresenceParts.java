package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.JdbiLastSeen;
import dev.carewire.authorization.RoomRights;
import dev.carewire.cluster.TransientTimers;
import dev.carewire.http.Route;
import dev.carewire.patient.Patients;
import dev.carewire.presence.LastSeen;
import dev.carewire.presence.Presence;
import dev.carewire.presence.PresencePolicy;
import dev.carewire.rest.PresenceRoutes;
import java.util.stream.Stream;

/** The parts of presence. */
record PresenceParts(Presence presence, LastSeen lastSeen, Patients patients) implements AutoCloseable {

    /**
     * Creates the parts.
     *
     * @param patients the patients with charts
     * @param alarms end leases and grace periods
     */
    static PresenceParts create(CoreParts base, Patients patients, TransientTimers alarms, PresencePolicy rules) {
        LastSeen lastSeen = new LastSeen(new JdbiLastSeen(base.database()), base.clock());
        return new PresenceParts(new Presence(base.emit(), lastSeen, alarms, rules, base.clock()), lastSeen, patients);
    }

    /** @param rights decide about the charts of patients that another system keeps */
    Stream<Route> routes(RoomRights rights) {
        return new PresenceRoutes(presence, patients, rights).routes().stream();
    }

    /** Records the users who were present until the end. Call after the connections have ended. Blocks. */
    @Override
    public void close() {
        presence.recordAllLastSeen();
        lastSeen.flush();
    }
}
