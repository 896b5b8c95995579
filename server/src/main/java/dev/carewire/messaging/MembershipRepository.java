package dev.carewire.messaging;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.SortedSet;

/**
 * Changes the members of stored threads. The thread must be {@link ThreadRepository#lock}ed. Every call is limited to
 * its tenant and joins the transaction open on the thread. Blocks; never on an event loop.
 */
public interface MembershipRepository {

    /**
     * Adds members, all of them new; each gets an inbox if they have none. Earlier messages count as read.
     *
     * @param at when they joined
     */
    void add(TenantId tenant, String threadId, SortedSet<String> userIds, Instant at);

    /** Removes a member, whose inbox is locked; does nothing for other users. */
    void remove(TenantId tenant, String threadId, String userId);
}
