package dev.carewire.hub;

/**
 * The largest numbers of sessions on this node.
 *
 * @param perNode in total, 1 to 1,000,000; default 10,000
 * @param perTenant of one tenant, 1 to 1,000,000; default 100
 * @param perUser of one user of a tenant, 1 to 1,000,000; default 20
 */
public record SessionLimits(int perNode, int perTenant, int perUser) {

    private static final int MAX = 1_000_000;

    public SessionLimits {
        check("perNode", perNode);
        check("perTenant", perTenant);
        check("perUser", perUser);
    }

    private static void check(String name, int value) {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1.." + MAX + ")");
        }
    }
}
