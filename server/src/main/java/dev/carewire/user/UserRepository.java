package dev.carewire.user;

import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/** Where the clinic's people are kept. Every call sees one tenant only and blocks. */
public interface UserRepository {

    Optional<StaffMember> find(TenantId tenant, String id);

    /** By last name, first name and id. */
    List<StaffMember> list(TenantId tenant);

    /** Adds somebody, or replaces who has that id. */
    void put(TenantId tenant, StaffMember colleague);
}
