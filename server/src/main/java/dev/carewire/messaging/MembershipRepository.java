package dev.carewire.messaging;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.SortedSet;

/**
 * Changes who is in a stored thread. The thread is {@link ThreadRepository#lock}ed. Every call sees its tenant alone and takes part in the
 * transaction open on the thread. Blocks; never on an event loop.
 */
public interface MembershipRepository {

    /**
     * Adds members, none of whom is one; each gets an inbox unless there is one. What was written before counts as read.
     *
     * @param at when they came
     */
    void add(TenantId tenant, String threadId, SortedSet<String> userIds, Instant at);

    /** Removes a member, whose inbox is locked; does nothing for others. */
    void remove(TenantId tenant, String threadId, String userId);
}
