package dev.carewire.presence;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** When users were there last, one entry for each. Any thread; blocks. */
public interface LastSeenRepository {

    /** Notes departures, at most one of a user; an older one than is known changes nothing. */
    void put(Collection<Departure> departures);

    /** The latest departures of a clinic, the newest first, at most {@code most}. */
    List<Departure> latest(TenantId tenant, int most);

    /** Forgets who was there last before {@code limit}. */
    void deleteBefore(Instant limit);

    /**
     * A user left.
     *
     * @param at when the user was there last
     */
    record Departure(TenantId tenant, String userId, String userName, Instant at) {
        /** Without the name. */
        @Override
        public String toString() {
            return "Departure[user=" + userId + "]";
        }
    }
}
