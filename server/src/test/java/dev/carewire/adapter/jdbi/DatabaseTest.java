package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import java.util.UUID;

/** A test on one of the {@link TestDatabases}, with tenants that no other test knows. One subclass per database. */
public abstract class DatabaseTest {

    private final TestDatabases which;

    /** This test's own clinic. */
    protected final TenantId tenant = new TenantId("clinic-" + UUID.randomUUID());

    /** Another clinic, whose rows must never be seen. */
    protected final TenantId otherTenant = new TenantId("other-" + UUID.randomUUID());

    protected DatabaseTest(TestDatabases which) {
        this.which = which;
    }

    protected final Database database() {
        return which.database();
    }
}
