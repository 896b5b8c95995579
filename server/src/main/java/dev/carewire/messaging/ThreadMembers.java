package dev.carewire.messaging;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.Emit;
import dev.carewire.emit.MessagingEmit;
import dev.carewire.event.ThreadEvents.MemberRemoved;
import dev.carewire.event.ThreadEvents.MembersAdded;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Changes who is in a thread. Any member may add colleagues, who then see all that was written; everybody may leave; the one who
 * opened the thread, and an administrator who is in it, may remove others. Any thread; blocks.
 */
public final class ThreadMembers {

    private final Transactions transactions;
    private final ThreadRepository threads;
    private final MembershipRepository memberships;
    private final Emit emit;
    private final MessagingEmit messagingEmit;
    private final Clock clock;

    /** Members of stored threads; times are the clock's. */
    public ThreadMembers(
            Transactions transactions,
            ThreadRepository threads,
            MembershipRepository memberships,
            Emit emit,
            MessagingEmit messagingEmit,
            Clock clock) {
        this.transactions = transactions;
        this.threads = threads;
        this.memberships = memberships;
        this.emit = emit;
        this.messagingEmit = messagingEmit;
        this.clock = clock;
    }

    /**
     * Adds members; all members are told. Naming one who is a member already changes and tells nothing.
     *
     * @return the thread as the caller sees it now
     * @throws RejectedException {@code INVALID} for nobody, for who is not a user of the tenant, and for more than
     *     {@value Messaging#MAX_MEMBERS} members; {@code NOT_FOUND} for a thread the caller is not in; {@code FORBIDDEN} for a
     *     display
     */
    public MessageThread add(Caller caller, String threadId, Set<String> userIds) {
        ThreadRules.requireMaySend(caller);
        if (userIds.isEmpty() || userIds.size() > Messaging.MAX_MEMBERS) {
            throw RejectedException.invalid(
                    "memberIds: " + userIds.size() + " (expected: 1.." + Messaging.MAX_MEMBERS + ")");
        }
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            SortedSet<String> members = ThreadRules.lock(threads, caller, threadId);
            SortedSet<String> added = new TreeSet<>(userIds);
            added.removeAll(members);
            ThreadRules.requireUsers(threads, tenant, added);
            members.addAll(added);
            ThreadRules.requireMemberLimit(members);
            if (!added.isEmpty()) {
                memberships.add(tenant, threadId, added, clock.instant());
                messagingEmit.sendMembersAdded(
                        tenant, new MembersAdded(threadId, List.copyOf(added), caller.userId(), List.copyOf(members)));
            }
            return threads.find(tenant, threadId, caller.userId())
                    .orElseThrow(() -> RejectedException.notFound("thread"));
        });
    }

    /**
     * Takes a member out of a thread, whose sessions are told nothing more of it. Those who remain and the one who left are told.
     *
     * @param userId the caller, to leave; or another member
     * @throws RejectedException {@code NOT_FOUND} for a thread the caller is not in, and for a user who is not a member;
     *     {@code FORBIDDEN} for another member, unless the caller opened the thread or is an administrator
     */
    public void remove(Caller caller, String threadId, String userId) {
        ThreadRules.requireMaySend(caller);
        TenantId tenant = caller.tenant();
        transactions.inTransaction(() -> {
            SortedSet<String> members = ThreadRules.lock(threads, caller, threadId);
            if (!members.remove(userId)) {
                throw RejectedException.notFound("member");
            }
            if (!userId.equals(caller.userId()) && !mayRemoveOthers(caller, threadId)) {
                throw RejectedException.forbidden("only who opened the thread may remove others");
            }
            threads.lockInboxes(tenant, new TreeSet<>(Set.of(userId)));
            memberships.remove(tenant, threadId, userId);
            messagingEmit.sendMemberRemoved(
                    tenant, new MemberRemoved(threadId, userId, caller.userId(), List.copyOf(members)));
            emit.sendUnreadCount(
                    tenant, userId, threads.countUnread(tenant, Set.of(userId)).getOrDefault(userId, 0));
        });
    }

    private boolean mayRemoveOthers(Caller caller, String threadId) {
        return Access.mayAdminister(caller.principal())
                || threads.find(caller.tenant(), threadId, caller.userId())
                        .flatMap(MessageThread::createdBy)
                        .filter(caller.userId()::equals)
                        .isPresent();
    }
}
