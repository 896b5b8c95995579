package dev.carewire.presence;

import dev.carewire.command.Fields;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.identity.TenantId;
import dev.carewire.presence.LastSeenRepository.Departure;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers when users were there last. Departures wait in memory until they are recorded, in batches and apart from the threads
 * on which sessions end. A process that is killed forgets those that wait.
 */
public final class LastSeen {

    /** How long it is remembered that somebody was there. */
    public static final Duration RETENTION = Duration.ofDays(90);

    /** Departures that wait; beyond them the oldest are forgotten. */
    static final int MAX_PENDING = 10_000;

    private static final Logger log = LoggerFactory.getLogger(LastSeen.class);
    private static final int BATCH = 500;

    private final LastSeenRepository repository;
    private final Clock clock;

    /** Lock: itself. */
    private final Map<UserKey, Departure> pending = new LinkedHashMap<>();

    /** Nobody has left yet. */
    public LastSeen(LastSeenRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** A user left. Any thread; never blocks. */
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

    /** Writes down what waits. What cannot be written because the database is out of reach waits on. Blocks. */
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

    /** The latest departures of a clinic, the newest first. Blocks. */
    List<Departure> latest(TenantId tenant, int most) {
        flush();
        return repository.latest(tenant, most);
    }

    /** Forgets who has not been there for {@link #RETENTION}. Blocks. */
    public void sweep() {
        repository.deleteBefore(clock.instant().minus(RETENTION));
    }

    private List<Departure> batch() {
        synchronized (pending) {
            return pending.values().stream().limit(BATCH).toList();
        }
    }

    /** A user may have left once more since the batch was taken. */
    private void removePending(List<Departure> recorded) {
        synchronized (pending) {
            recorded.forEach(departure -> pending.remove(UserKey.of(departure), departure));
        }
    }

    /** Tokens may say anything; databases do not take every character, nor any number of them. */
    private static String sanitized(String text) {
        List<String> kept = new ArrayList<>();
        text.codePoints()
                .filter(point -> !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE)
                .limit(Fields.LINE_LENGTH)
                .forEach(point -> kept.add(Character.toString(point)));
        return String.join("", kept);
    }

    private record UserKey(TenantId tenant, String userId) {
        static UserKey of(Departure departure) {
            return new UserKey(departure.tenant(), departure.userId());
        }
    }
}
