package dev.carewire.dialect.healthmate;

import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.hub.Hub;
import java.time.Clock;

/** HealthMate's clients: one language for each service, and what all of them share. Any thread. */
public final class HealthmateFamily {

    private final Hub hub;
    private final HealthmateFeatures features;
    private final Clock clock;
    private final HealthmateConnections connections;
    private final Vocabulary vocabulary = HealthmateVocabulary.create();

    /**
     * The family over these features.
     *
     * @param hub whose rooms clients enter and leave
     * @param connectionsPerUser how many one user may have, all services together
     */
    public HealthmateFamily(Hub hub, HealthmateFeatures features, int connectionsPerUser, Clock clock) {
        this.hub = hub;
        this.features = features;
        this.clock = clock;
        this.connections = new HealthmateConnections(connectionsPerUser, clock);
    }

    /** What the clients of a service speak. */
    public PlainDialect dialect(HealthmateEndpoint service) {
        return new HealthmateDialect(service, hub, features, connections, vocabulary, clock);
    }

    /** Those of all services. */
    public OpenConnections connections() {
        return connections;
    }
}
