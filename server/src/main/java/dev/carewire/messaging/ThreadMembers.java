package dev.carewire.messaging;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.Emit;
import dev.carewire.emit.MessagingEmit;
import dev.carewire.event.ThreadEvents.MemberRemoved;
import dev.carewire.event.ThreadEvents.MembersAdded;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordIds;
import dev.carewire.record.RecordLock;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Adds members to message threads and removes them. Any member may leave, and may add colleagues, who then see all
 * earlier messages. The creator, and an administrator who is a member, may remove others. Any thread; blocks.
 */
public final class ThreadMembers {

    private final Transactions transactions;
    private final ThreadRepository threads;
    private final MembershipRepository memberships;
    private final Emit emit;
    private final MessagingEmit messagingEmit;
    private final Clock clock;

    /** Changes the members stored in {@code memberships}; {@code clock} gives the time at which a member joins. */
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
     * Adds members and notifies all members, old and new. Does nothing if all these users are members already.
     *
     * @param userIds the users to add, 1 to {@value Messaging#MAX_MEMBERS}
     * @return the caller's view of the thread after the change
     * @throws RejectedException {@code INVALID} for an empty set, for users of other tenants, and for a thread that
     *     would exceed {@value Messaging#MAX_MEMBERS} members. {@code NOT_FOUND} if the caller is not a member;
     *     {@code FORBIDDEN} for a display, and in a {@linkplain Messaging#personalThreadId personal} thread
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
            ThreadRules.requireNotPersonalOfOthers(caller, threadId, added);
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

    /** As {@link RecordLock#whileLocked}; for members of the thread only. */
    public <T> Optional<T> whileLocked(Caller caller, String threadId, Function<MessageThread, T> work) {
        ThreadRules.requireMaySend(caller);
        return transactions.inTransaction(() -> {
            if (RecordIds.find(threadId, known -> threads.find(caller.tenant(), known, caller.userId()))
                    .isEmpty()) {
                return Optional.empty();
            }
            ThreadRules.lock(threads, caller, threadId);
            return threads.find(caller.tenant(), threadId, caller.userId()).map(work);
        });
    }

    /**
     * Adds the members and further fields of a form to a thread. The subject is fixed.
     *
     * @return the caller's view of the thread after the change
     * @throws RejectedException as {@link #add}, except for an empty set of members. {@code INVALID} for
     *     another subject and for too many fields
     */
    public MessageThread extend(Caller caller, String threadId, ThreadForm form) {
        ThreadRules.requireMaySend(caller);
        return transactions.inTransaction(() -> {
            ThreadRules.lock(threads, caller, threadId);
            MessageThread before = form.memberIds().isEmpty()
                    ? threads.find(caller.tenant(), threadId, caller.userId())
                            .orElseThrow(() -> RejectedException.notFound("thread"))
                    : add(caller, threadId, form.memberIds());
            Fields.unchanged("subject", form.subject(), before.subject());
            MessageThread after = form.extra().applyTo(before);
            if (!after.equals(before)) {
                threads.setExtra(caller.tenant(), threadId, after.extra());
            }
            return after;
        });
    }

    /**
     * Removes a member and notifies that user and the remaining members. The user's sessions leave the thread's room.
     *
     * @param userId the caller's own id to leave, or another member's
     * @throws RejectedException {@code NOT_FOUND} if the caller or the user is not a member. {@code FORBIDDEN} for a
     *     display, and for another member, unless the caller created the thread or is an administrator
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
