package dev.carewire.user;

import dev.carewire.identity.Access;
import dev.carewire.identity.Principal;
import dev.carewire.identity.TenantId;
import dev.carewire.user.UserRepository.Sighting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the clinics' staff as their verified tokens describe them. Patients, displays and back ends are
 * not staff. Sightings are buffered in memory, at most one a minute for each user, and written in batches. A killed
 * process loses its buffer; the users' next requests restore it.
 */
public final class LearnedStaff {

    /** The shortest time between two writes for a user. */
    public static final Duration WRITE_INTERVAL = Duration.ofMinutes(1);

    /** Most users seen within {@link #WRITE_INTERVAL}; a further one is learned at a later request. */
    static final int MAX_RECENT = 20_000;

    private static final Logger log = LoggerFactory.getLogger(LearnedStaff.class);
    private static final int BATCH = 500;

    /** Rows per statement of a deletion: few enough to keep locks short. */
    private static final int DELETION_BATCH = 1_000;

    private final UserRepository repository;
    private final Clock clock;

    /** Users seen within the last minute, oldest first. Lock: itself, also for {@link #pending}. */
    private final Map<UserKey, Instant> recent = new LinkedHashMap<>();

    /** Sightings that are not written yet, all of them of {@link #recent} users or older. */
    private final Map<UserKey, Sighting> pending = new LinkedHashMap<>();

    /** Learns into {@code repository}. */
    public LearnedStaff(UserRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** Notes that a token of this principal was verified. Any thread; never blocks. */
    void onVerified(Principal principal) {
        if (!Access.isStaffMember(principal)) {
            return;
        }
        UserKey key = new UserKey(principal.tenant(), principal.userId());
        Instant now = clock.instant();
        synchronized (recent) {
            removeExpired(now);
            if (!recent.containsKey(key) && recent.size() < MAX_RECENT && pending.size() < MAX_RECENT) {
                recent.put(key, now);
                pending.put(key, new Sighting(principal.tenant(), StaffMember.learned(principal, now)));
            }
        }
    }

    private void removeExpired(Instant now) {
        Instant limit = now.minus(WRITE_INTERVAL);
        Iterator<Instant> seen = recent.values().iterator();
        while (seen.hasNext() && !seen.next().isAfter(limit)) {
            seen.remove();
        }
    }

    /** Writes buffered sightings. Those that fail, because the database is unreachable, stay buffered. Blocks. */
    public synchronized void flush() {
        try {
            for (List<Sighting> batch = batch(); !batch.isEmpty(); batch = batch()) {
                repository.recordSightings(batch);
                removePending(batch);
            }
        } catch (RuntimeException outOfReach) {
            log.atWarn().setCause(outOfReach).log("staff not recorded, trying again");
        }
    }

    /** Deletes learned staff of all tenants whose last token is older than {@code age}. Blocks. */
    public void deleteUnseenFor(Duration age) {
        Instant limit = clock.instant().minus(age);
        int deleted;
        do {
            deleted = repository.deleteLearned(limit, DELETION_BATCH);
        } while (deleted == DELETION_BATCH);
    }

    private List<Sighting> batch() {
        synchronized (recent) {
            return pending.values().stream().limit(BATCH).toList();
        }
    }

    /** A user may have been seen again since the batch was taken. */
    private void removePending(List<Sighting> written) {
        synchronized (recent) {
            written.forEach(sighting -> pending.remove(
                    new UserKey(sighting.tenant(), sighting.member().staff().id()), sighting));
        }
    }

    private record UserKey(TenantId tenant, String userId) {}
}
