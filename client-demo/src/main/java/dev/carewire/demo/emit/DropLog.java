package dev.carewire.demo.emit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Logs the first drop of each reason, and then at most one in {@link #INTERVAL} with the number of the others. Any thread. */
final class DropLog {

    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger(Emitter.class.getName());

    private final Map<Drop.Reason, Count> counts = new EnumMap<>(Drop.Reason.class);

    private record Count(long loggedAt, int since) {}

    synchronized void log(Drop drop) {
        Count count = counts.get(drop.reason());
        long now = System.nanoTime();
        if (count != null && now - count.loggedAt() < INTERVAL.toNanos()) {
            counts.put(drop.reason(), new Count(count.loggedAt(), count.since() + 1));
            return;
        }
        int unlogged = count == null ? 0 : count.since();
        LOG.log(
                Level.WARNING,
                "dropped {0}: {1} {2} ({3} more since the last line)",
                drop.event(),
                drop.reason(),
                drop.detail(),
                unlogged);
        counts.put(drop.reason(), new Count(now, 0));
    }
}
