package dev.carewire.presence;

import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.identity.TenantId;
import dev.carewire.presence.LastSeenRepository.Departure;
import dev.carewire.text.Texts;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records when users were last present. Departures are buffered in memory and written in batches, apart from the
 * threads on which sessions end. A killed process loses its buffer.
 */
public final class LastSeen {

    /** How long a departure is kept. */
    public static final Duration RETENTION = Duration.ofDays(90);

    /** Most buffered departures; beyond that the oldest are dropped. */
    static final int MAX_PENDING = 10_000;

    private static final Logger log = LoggerFactory.getLogger(LastSeen.class);
    private static final int BATCH = 500;

    /** Rows per statement of the sweep: few enough to keep locks short. */
    private static final int SWEEP_BATCH_SIZE = 1_000;

    private final LastSeenRepository repository;
    private final Clock clock;

    /** Lock: itself. */
    private final Map<UserKey, Departure> pending = new LinkedHashMap<>();

    /** A recorder without departures. */
    public LastSeen(LastSeenRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** Records a user's departure. Any thread; never blocks. */
    void recordDeparture(TenantId tenant, PresenceChanged presence) {
        if (!presence.userId().equals(sanitized(presence.userId()))) {
            return;
        }
        Departure departure =
                new Departure(tenant, presence.userId(), sanitized(presence.userName()), presence.lastSeen());
        UserKey key = UserKey.of(departure);
        boolean full;
        synchronized (pending) {
            pending.remove(key);
            full = pending.size() == MAX_PENDING;
            if (full) {
                pending.remove(pending.keySet().iterator().next());
            }
            pending.put(key, departure);
        }
        if (full) {
            log.atWarn().addKeyValue("waiting", MAX_PENDING).log("a departure will not be remembered");
        }
    }

    /** Writes buffered departures. Those that fail, because the database is unreachable, stay buffered. Blocks. */
    public synchronized void flush() {
        try {
            for (List<Departure> batch = batch(); !batch.isEmpty(); batch = batch()) {
                repository.put(batch);
                removePending(batch);
            }
        } catch (RuntimeException outOfReach) {
            log.atWarn().setCause(outOfReach).log("departures not recorded, trying again");
        }
    }

    /** The latest departures of a clinic, newest first. Blocks. */
    List<Departure> latest(TenantId tenant, int most) {
        flush();
        return repository.latest(tenant, most);
    }

    /**
     * Deletes at most {@value #SWEEP_BATCH_SIZE} departures that are older than {@link #RETENTION}. Call every few seconds;
     * blocks.
     */
    public void sweep() {
        repository.removeBefore(clock.instant().minus(RETENTION), SWEEP_BATCH_SIZE);
    }

    private List<Departure> batch() {
        synchronized (pending) {
            return pending.values().stream().limit(BATCH).toList();
        }
    }

    /** A user may have left again since the batch was taken. */
    private void removePending(List<Departure> recorded) {
        synchronized (pending) {
            recorded.forEach(departure -> pending.remove(UserKey.of(departure), departure));
        }
    }

    /** Token claims hold arbitrary text; databases limit characters and length. */
    private static String sanitized(String text) {
        return Texts.printablePrefix(text, Texts.LINE_LENGTH);
    }

    private record UserKey(TenantId tenant, String userId) {
        static UserKey of(Departure departure) {
            return new UserKey(departure.tenant(), departure.userId());
        }
    }
}
