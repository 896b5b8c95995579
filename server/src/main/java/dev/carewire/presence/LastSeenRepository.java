package dev.carewire.presence;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Stores when users were last present, one entry per user. Any thread; blocks. */
public interface LastSeenRepository {

    /** Stores departures, at most one per user; an older one than the stored one is ignored. */
    void put(Collection<Departure> departures);

    /** The latest departures of a clinic, newest first, at most {@code most}. */
    List<Departure> latest(TenantId tenant, int most);

    /**
     * Deletes departures before {@code limit}, in all tenants.
     *
     * @param most largest number of deleted departures, 1 or more
     * @return the number of deleted departures
     */
    int removeBefore(Instant limit, int most);

    /**
     * A user's departure.
     *
     * @param at when the user was last present
     */
    record Departure(TenantId tenant, String userId, String userName, Instant at) {
        /** Omits the name. */
        @Override
        public String toString() {
            return "Departure[user=" + userId + "]";
        }
    }
}
