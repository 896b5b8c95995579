package dev.carewire.adapter.jdbi;

import dev.carewire.command.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The events in the outbox, as of the latest {@link #look}, for metrics. Any thread; only {@code look} blocks.
 */
public final class OutboxBacklog {

    private final Database database;
    private final Clock clock;
    private volatile Found latest = new Found(0, Optional.empty());

    /** A backlog that is empty until the first look. */
    public OutboxBacklog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Found(long events, Optional<Instant> oldest) {}

    /** Counts the events. While the database is away, the latest numbers stay and their age grows. */
    public void look() {
        try {
            database.find(
                            "SELECT COUNT(*) AS events, MIN(stored_at) AS oldest FROM outbox WHERE readable",
                            Map.of(),
                            row -> new Found(row.getLong("events"), UtcInstants.readOptional(row, "oldest")))
                    .ifPresent(found -> latest = found);
        } catch (UnavailableException away) {
            // The database's own metrics and log report it.
        }
    }

    /** The number of events that are not known to be delivered. */
    public long events() {
        return latest.events();
    }

    /** The age of the oldest of them; zero without any. */
    public Duration age() {
        return latest.oldest()
                .map(oldest -> Duration.between(oldest, clock.instant()))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }
}
