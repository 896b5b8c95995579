package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A test that runs on each of the {@link TestDatabases} in turn, with tenants that no other test knows. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabases.class)
public abstract class DatabaseTest {

    private final TestDatabases which;

    /** This test's own clinic. */
    protected final TenantId tenant = new TenantId("clinic-" + UUID.randomUUID());

    /** Another clinic, whose rows must never be seen. */
    protected final TenantId otherTenant = new TenantId("other-" + UUID.randomUUID());

    protected DatabaseTest(TestDatabases which) {
        this.which = which;
    }

    /** The database of this run. */
    protected final TestDatabases which() {
        return which;
    }

    protected final Database database() {
        return which.database();
    }
}
