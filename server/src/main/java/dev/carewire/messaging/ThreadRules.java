package dev.carewire.messaging;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.text.Identifier;
import java.util.Set;
import java.util.SortedSet;

/** The checks that all commands on threads share. Each method throws a {@link RejectedException} if its check fails. */
final class ThreadRules {

    private ThreadRules() {}

    /** {@code FORBIDDEN} for a display. */
    static void requireMaySend(Caller caller) {
        if (!Access.maySend(caller.principal())) {
            throw RejectedException.forbidden("a display may not take part in threads");
        }
    }

    /**
     * Locks a thread until the end of the transaction and returns its members.
     *
     * @throws RejectedException {@code NOT_FOUND}, alike for a missing thread, one of another tenant and one without
     *     the caller
     */
    static SortedSet<String> lock(ThreadRepository threads, Caller caller, String threadId) {
        if (Identifier.isValid(threadId)) {
            SortedSet<String> members = threads.lock(caller.tenant(), threadId);
            if (members.contains(caller.userId())) {
                return members;
            }
        }
        throw RejectedException.notFound("thread");
    }

    /** {@code NOT_FOUND} as in {@link #lock}, without locking. */
    static void requireMember(ThreadRepository threads, Caller caller, String threadId) {
        if (!Identifier.isValid(threadId) || !threads.isMember(caller.tenant(), threadId, caller.userId())) {
            throw RejectedException.notFound("thread");
        }
    }

    /** {@code INVALID} for users of other tenants. */
    static void requireUsers(ThreadRepository threads, TenantId tenant, Set<String> userIds) {
        if (!userIds.stream().allMatch(Identifier::isValid)
                || !threads.existingUsers(tenant, userIds).containsAll(userIds)) {
            throw RejectedException.invalid("memberIds: unknown user (expected: users of the clinic)");
        }
    }

    /**
     * Requires that a thread with a personal id belongs to that user alone. Other users could otherwise take it first, or read
     * along. {@code FORBIDDEN} for the id of another user and for further members.
     *
     * @param others the members besides the caller
     */
    static void requireNotPersonalOfOthers(Caller caller, String threadId, Set<String> others) {
        boolean own = threadId.equals(Messaging.personalThreadId(caller.userId()));
        if (threadId.startsWith(Messaging.PERSONAL_PREFIX) && !(own && others.isEmpty())) {
            throw RejectedException.forbidden("a thread with this id belongs to one user alone");
        }
    }

    /** {@code INVALID} for too many members. */
    static void requireMemberLimit(Set<String> members) {
        if (members.size() > Messaging.MAX_MEMBERS) {
            throw RejectedException.invalid(
                    "memberIds: " + members.size() + " with the others (expected: 1.." + Messaging.MAX_MEMBERS + ")");
        }
    }
}
