package dev.carewire.hub;

import dev.carewire.identity.TenantId;

/**
 * The largest numbers of sessions on this node.
 *
 * @param perNode in total, 1 to 1,000,000; default 10,000
 * @param perTenant of one tenant, 1 to 1,000,000; default 5,000
 * @param perUser of one user of a tenant, 1 to 1,000,000; default 200
 * @param unlimitedTenant the tenant of users whose token names none, to which {@code perTenant} does not apply
 */
public record SessionLimits(int perNode, int perTenant, int perUser, TenantId unlimitedTenant) {

    private static final int MAX = 1_000_000;

    public SessionLimits {
        check("perNode", perNode);
        check("perTenant", perTenant);
        check("perUser", perUser);
    }

    /** Limits whose unlimited tenant is {@code default}. */
    public SessionLimits(int perNode, int perTenant, int perUser) {
        this(perNode, perTenant, perUser, new TenantId("default"));
    }

    private static void check(String name, int value) {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1.." + MAX + ")");
        }
    }
}
