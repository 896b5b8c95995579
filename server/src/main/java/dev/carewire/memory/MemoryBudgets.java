package dev.carewire.memory;

/**
 * The memory that clients of a server may use for what they have not finished or not read yet.
 *
 * @param unauthenticated of connections before their clients have a session, by address
 * @param incoming of HTTP bodies that are arriving, by address, and of unfinished messages of sessions, by user
 * @param outgoing of bytes that clients have not read yet, by connection
 */
public record MemoryBudgets(ByteBudget unauthenticated, ByteBudget incoming, ByteBudget outgoing) {

    /** The part of a budget that one address or user may hold. */
    public static final int SHARES = 4;

    /** Budgets of these sizes in bytes, each 4 or more. */
    public static MemoryBudgets of(long unauthenticated, long incoming, long outgoing) {
        return new MemoryBudgets(
                new ByteBudget(unauthenticated, unauthenticated / SHARES),
                new ByteBudget(incoming, incoming / SHARES),
                new ByteBudget(outgoing, outgoing));
    }
}
