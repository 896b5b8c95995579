package dev.carewire.dialect;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.cluster.Publisher;
import java.time.Clock;
import java.util.Map;

/** The features behind a dialect, with a database. */
public final class TestFeatures {

    private TestFeatures() {}

    public static ClientFeatures over(Database database, Publisher publisher, Clock clock) {
        return WiredFeatures.over(database, publisher, clock, Map.of("CAREWIRE_ASSISTANT_QUESTIONS_PER_MINUTE", "1000"))
                .client();
    }
}
