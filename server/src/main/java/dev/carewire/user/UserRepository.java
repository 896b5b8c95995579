package dev.carewire.user;

import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/** Stores the clinic's staff. Every call is limited to one tenant and blocks. */
public interface UserRepository {

    Optional<StaffMember> find(TenantId tenant, String id);

    /** By last name, first name and id. */
    List<StaffMember> list(TenantId tenant);

    /** Adds a staff member, or replaces the one with that id. */
    void put(TenantId tenant, StaffMember member);
}
