package dev.carewire.hub;

/**
 * The largest numbers of sessions of one client family on this node, in addition to {@link SessionLimits}.
 *
 * @param family the name of its dialects
 * @param inAll of all its clients, 1 or more
 * @param perTenant of its clients in one tenant, 1 or more
 * @param perUser of its clients of one user, 1 or more
 */
public record FamilyLimits(String family, int inAll, int perTenant, int perUser) {

    /** No limit. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public FamilyLimits {
        if (inAll < 1 || perTenant < 1 || perUser < 1) {
            throw new IllegalArgumentException(
                    "limits: " + inAll + ", " + perTenant + ", " + perUser + " (expected: each from 1)");
        }
    }

    /** A family without limits of its own. */
    public static FamilyLimits none(String family) {
        return new FamilyLimits(family, UNLIMITED, UNLIMITED, UNLIMITED);
    }
}
