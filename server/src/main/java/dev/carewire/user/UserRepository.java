package dev.carewire.user;

import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Stores the clinics' staff. With a {@linkplain UserDirectory#CLOSED closed} directory, learned staff are neither found
 * nor added. Every call blocks and joins the thread's open transaction; all but {@link #recordSightings} and
 * {@link #deleteLearned} are limited to one tenant.
 */
public interface UserRepository {

    /** Most learned staff of a tenant; further ones are not added. */
    int MAX_LEARNED = 10_000;

    Optional<StaffMember> find(TenantId tenant, String id);

    /**
     * Locks these ids until the open transaction ends, and reserves those that no staff member has. Concurrent changes of a
     * person thus follow each other. The caller {@linkplain #put puts} all of them in the same transaction, or rolls it
     * back.
     *
     * @return the staff members with these ids
     */
    List<StaffMember> lockAll(TenantId tenant, Collection<String> ids);

    /** By last name, first name and id. */
    List<StaffMember> list(TenantId tenant);

    /** The ids of all, in ascending order. */
    List<String> ids(TenantId tenant);

    /** The ids of those with this role among theirs, in ascending order. */
    List<String> idsWithRole(TenantId tenant, Role role);

    /** The number of entered staff. */
    int countEntered(TenantId tenant);

    /**
     * Adds entered staff, or replaces the ones with their ids, all or none. Leaves the time when a person was last seen
     * as it is.
     *
     * @param members each id once
     */
    void put(TenantId tenant, Collection<StaffMember> members);

    /**
     * Removes a staff member.
     *
     * @return false if there is none with that id
     */
    boolean remove(TenantId tenant, String id);

    /** Adds or updates learned staff, and records when entered staff were seen. Ignores what is older than the stored. */
    void recordSightings(Collection<Sighting> sightings);

    /**
     * Deletes learned staff that were last seen before {@code limit}, in all tenants, also where a closed directory hides
     * them.
     *
     * @param most the most rows to delete
     * @return the number of deleted rows
     */
    int deleteLearned(Instant limit, int most);

    /**
     * A verified token of a person.
     *
     * @param member as the token describes the person; its {@link StaffMember#lastSeen} is present
     */
    record Sighting(TenantId tenant, StaffMember member) {}
}
