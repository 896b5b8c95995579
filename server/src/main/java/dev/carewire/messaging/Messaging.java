package dev.carewire.messaging;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.Emit;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.MessagingEvents.MessageRead;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Writes and reads in message threads. A thread is there for its members alone: for everybody else, the tenant's other users
 * included, it is {@code NOT_FOUND}. Any thread; blocks unless a method says otherwise.
 */
public final class Messaging {

    /** Members of one thread, the creator included. */
    public static final int MAX_MEMBERS = 100;

    /** Longest message, in characters. */
    public static final int MAX_BODY_LENGTH = 10_000;

    /** Messages that one question may ask for. */
    public static final int MAX_LISTED_MESSAGES = 200;

    /** Threads that one question may ask for. */
    public static final int MAX_LISTED_THREADS = 200;

    private final Transactions transactions;
    private final Threads threads;
    private final Messages messages;
    private final Emit emit;
    private final Clock clock;

    /** Messaging on stored threads; times are the clock's. */
    public Messaging(Transactions transactions, Threads threads, Messages messages, Emit emit, Clock clock) {
        this.transactions = transactions;
        this.threads = threads;
        this.messages = messages;
        this.emit = emit;
        this.clock = clock;
    }

    /**
     * Opens a thread. The caller is a member; a thread with nobody else is for notes.
     *
     * @throws RejectedException {@code INVALID} for a member who is not a user of the tenant, for more than
     *     {@value #MAX_MEMBERS} members and for a subject that is too long; {@code FORBIDDEN} for a display
     */
    public MessageThread create(Caller caller, ThreadForm form) {
        mustSend(caller);
        Optional<String> subject =
                form.subject().filter(text -> !text.isBlank()).map(text -> Fields.line("subject", text));
        SortedSet<String> members = new TreeSet<>(form.memberIds());
        members.add(caller.userId());
        if (members.size() > MAX_MEMBERS) {
            throw RejectedException.invalid(
                    "memberIds: " + members.size() + " with the creator (expected: 1.." + MAX_MEMBERS + ")");
        }
        return transactions.inTransaction(() -> {
            mustBeUsers(caller, members);
            MessageThread thread = new MessageThread(
                    UUID.randomUUID().toString(), subject, List.copyOf(members), clock.instant(), Optional.empty(), 0);
            threads.add(caller.tenant(), thread);
            return thread;
        });
    }

    /**
     * Writes a message. The thread and the tenant are told, and every other member how many messages they have not read.
     *
     * @param body 1 to {@value #MAX_BODY_LENGTH} characters, not blank; kept as it is
     * @throws RejectedException {@code INVALID} for another body, {@code NOT_FOUND} for a thread the caller is not in,
     *     {@code FORBIDDEN} for a display
     */
    public MessageSnapshot send(Caller caller, String threadId, String body) {
        mustSend(caller);
        Fields.prose("body", body, MAX_BODY_LENGTH);
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            requireMember(caller, threadId);
            SortedSet<String> members = threads.lock(tenant, threadId);
            threads.lockInboxes(tenant, members);
            MessageSnapshot message = messages.append(
                    tenant,
                    new NewMessage(
                            UUID.randomUUID().toString(),
                            threadId,
                            caller.userId(),
                            caller.name(),
                            body,
                            clock.instant()));
            emit.broadcastNewMessage(tenant, message);
            emit.broadcastMessageNotification(tenant, message);
            SortedSet<String> others = new TreeSet<>(members);
            others.remove(caller.userId());
            threads.unread(tenant, others).forEach((member, unread) -> emit.sendUnreadCount(tenant, member, unread));
            return message;
        });
    }

    /**
     * Notes that the caller has read a thread up to a message. Reading what is read already changes and tells nothing.
     *
     * @param messageId empty for the newest message
     * @return how far the caller has read, and since when
     * @throws RejectedException {@code NOT_FOUND} for a thread the caller is not in, and for a message that is not in the
     *     thread
     */
    public MessageRead read(Caller caller, String threadId, Optional<String> messageId) {
        mustSend(caller);
        TenantId tenant = caller.tenant();
        String reader = caller.userId();
        return transactions.inTransaction(() -> {
            requireMember(caller, threadId);
            threads.lockInboxes(tenant, new TreeSet<>(Set.of(reader)));
            MessageMark target = target(tenant, threadId, messageId);
            Optional<ReadMark> before = threads.readMark(tenant, threadId, reader)
                    .filter(mark -> mark.upTo().sequence() >= target.sequence());
            ReadMark now = before.orElseGet(() -> new ReadMark(target, clock.instant()));
            MessageRead read = new MessageRead(threadId, now.upTo().messageId(), reader, now.at());
            if (before.isEmpty()) {
                threads.read(tenant, threadId, reader, now);
                emit.broadcastMessageRead(tenant, read);
                threads.unread(tenant, Set.of(reader))
                        .forEach((user, unread) -> emit.sendUnreadCount(tenant, user, unread));
            }
            return read;
        });
    }

    /**
     * Makes sure that the caller is in a thread.
     *
     * @throws RejectedException {@code NOT_FOUND}, alike for a thread that does not exist, one of another tenant and one the
     *     caller is not in
     */
    public void requireMember(Caller caller, String threadId) {
        if (!Fields.isId(threadId) || !threads.isMember(caller.tenant(), threadId, caller.userId())) {
            throw RejectedException.notFound("thread");
        }
    }

    /**
     * Tells a thread that the caller began or stopped typing. Never blocks.
     *
     * @param sessionId the session typed in, which is not told
     * @param threadId a thread whose room the session was admitted to
     * @throws RejectedException {@code FORBIDDEN} for a display
     */
    public void typing(Caller caller, String sessionId, String threadId, boolean typing) {
        mustSend(caller);
        emit.broadcastTyping(
                caller.tenant(), sessionId, new TypingChanged(threadId, caller.userId(), caller.name(), typing));
    }

    /**
     * The caller's threads, those with the latest message or creation first.
     *
     * @param before where the last page ended; empty for the first
     * @param limit how many at most, 1 to {@value #MAX_LISTED_THREADS}
     * @throws RejectedException {@code INVALID} for another limit, and for what is no cursor
     */
    public Page<MessageThread> threads(Caller caller, Optional<String> before, int limit) {
        Fields.within("limit", limit, 1, MAX_LISTED_THREADS);
        List<MessageThread> found =
                threads.of(caller.tenant(), caller.userId(), before.map(ThreadCursor::parse), limit + 1);
        return Page.of(found, limit, thread -> ThreadCursor.of(thread).text());
    }

    /**
     * Messages of a thread, newest first.
     *
     * @param before the id of a message, which all on the page are older than; empty for the newest
     * @param limit how many at most, 1 to {@value #MAX_LISTED_MESSAGES}
     * @throws RejectedException {@code INVALID} for another limit, {@code NOT_FOUND} for a thread the caller is not in, and
     *     for a message that is not in the thread
     */
    public Page<MessageSnapshot> messages(Caller caller, String threadId, Optional<String> before, int limit) {
        Fields.within("limit", limit, 1, MAX_LISTED_MESSAGES);
        requireMember(caller, threadId);
        long sequence =
                before.map(id -> mark(caller.tenant(), threadId, id).sequence()).orElse(Long.MAX_VALUE);
        return Page.of(messages.before(caller.tenant(), threadId, sequence, limit + 1), limit, MessageSnapshot::id);
    }

    private MessageMark mark(TenantId tenant, String threadId, String messageId) {
        return Optional.of(messageId)
                .filter(Fields::isId)
                .flatMap(id -> messages.mark(tenant, threadId, id))
                .orElseThrow(() -> RejectedException.notFound("message"));
    }

    private MessageMark target(TenantId tenant, String threadId, Optional<String> messageId) {
        return messageId.isPresent()
                ? mark(tenant, threadId, messageId.get())
                : messages.newestMark(tenant, threadId).orElseThrow(() -> RejectedException.notFound("message"));
    }

    private void mustBeUsers(Caller caller, Set<String> members) {
        Set<String> others = new TreeSet<>(members);
        others.remove(caller.userId());
        boolean known = members.stream().allMatch(Fields::isId)
                && threads.users(caller.tenant(), others).containsAll(others);
        if (!known) {
            throw RejectedException.invalid("memberIds: unknown user (expected: users of the clinic)");
        }
    }

    private static void mustSend(Caller caller) {
        if (!Access.maySend(caller.principal())) {
            throw RejectedException.forbidden("a display may not take part in threads");
        }
    }
}
