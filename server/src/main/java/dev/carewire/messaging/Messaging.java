package dev.carewire.messaging;

import dev.carewire.cluster.Alarms;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.emit.Emit;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.MessagingEvents.MessageRead;
import dev.carewire.event.ThreadEvents.VisitorsChanged;
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
    private final MessageAttachments attachments;
    private final TypingWatch typing;
    private final Emit emit;
    private final Clock clock;

    /**
     * Messaging on stored threads; times are the clock's.
     *
     * @param alarms end the typing of clients that forget to
     */
    public Messaging(
            Transactions transactions,
            Threads threads,
            Messages messages,
            MessageAttachments attachments,
            Emit emit,
            Alarms alarms,
            Clock clock) {
        this.transactions = transactions;
        this.threads = threads;
        this.messages = messages;
        this.attachments = attachments;
        this.typing = new TypingWatch(alarms, emit);
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
        ThreadRules.mustSend(caller);
        Optional<String> subject =
                form.subject().filter(text -> !text.isBlank()).map(text -> Fields.line("subject", text));
        SortedSet<String> members = new TreeSet<>(form.memberIds());
        members.add(caller.userId());
        ThreadRules.mustFit(members);
        Fields.id("user", caller.userId());
        SortedSet<String> others = new TreeSet<>(members);
        others.remove(caller.userId());
        return transactions.inTransaction(() -> {
            ThreadRules.mustBeUsers(threads, caller.tenant(), others);
            MessageThread thread = new MessageThread(
                    UUID.randomUUID().toString(),
                    subject,
                    Optional.of(caller.userId()),
                    List.copyOf(members),
                    clock.instant(),
                    Optional.empty(),
                    0);
            threads.add(caller.tenant(), thread);
            return thread;
        });
    }

    /** {@link #send(Caller, String, String, List)} without attachments. */
    public MessageSnapshot send(Caller caller, String threadId, String body) {
        return send(caller, threadId, body, List.of());
    }

    /**
     * Writes a message. The thread and the tenant are told, and every other member how many messages they have not read.
     *
     * @param body 1 to {@value #MAX_BODY_LENGTH} characters, not blank unless there are attachments; kept as it is
     * @param attachmentIds files that the caller uploaded to the thread and that belong to no message yet, at most
     *     {@value MessageAttachments#MAX_PER_MESSAGE}
     * @throws RejectedException {@code INVALID} for another body and other attachments, {@code NOT_FOUND} for a thread the caller
     *     is not in, {@code FORBIDDEN} for a display
     */
    public MessageSnapshot send(Caller caller, String threadId, String body, List<String> attachmentIds) {
        ThreadRules.mustSend(caller);
        mustBeSendable(body, attachmentIds);
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            SortedSet<String> members = ThreadRules.lock(threads, caller, threadId);
            threads.lockInboxes(tenant, members);
            NewMessage written = new NewMessage(
                    UUID.randomUUID().toString(), threadId, caller.userId(), caller.name(), body, clock.instant());
            MessageSnapshot message = messages.append(tenant, written);
            if (!attachmentIds.isEmpty()) {
                attachments.attach(tenant, written, attachmentIds);
                message = messages.find(tenant, threadId, written.id()).orElseThrow();
            }
            tell(tenant, message, members);
            return message;
        });
    }

    /**
     * Writes a message for one who is no user of the clinic, such as the server itself. Members are told as of any other.
     *
     * @throws RejectedException {@code INVALID} for a body that is no text of 1 to {@value #MAX_BODY_LENGTH} characters; {@code
     *     NOT_FOUND} for a thread that does not exist or has no members
     */
    public void post(TenantId tenant, NewMessage message) {
        Fields.prose("body", message.body(), MAX_BODY_LENGTH);
        transactions.inTransaction(() -> {
            SortedSet<String> members = threads.lock(tenant, message.threadId());
            if (members.isEmpty()) {
                throw RejectedException.notFound("thread");
            }
            threads.lockInboxes(tenant, members);
            tell(tenant, messages.append(tenant, message), members);
        });
    }

    private void tell(TenantId tenant, MessageSnapshot message, SortedSet<String> members) {
        emit.broadcastNewMessage(tenant, message);
        emit.broadcastMessageNotification(tenant, message);
        SortedSet<String> others = new TreeSet<>(members);
        others.remove(message.sender().id());
        threads.unread(tenant, others).forEach((member, unread) -> emit.sendUnreadCount(tenant, member, unread));
    }

    private static void mustBeSendable(String body, List<String> attachmentIds) {
        if (attachmentIds.size() > MessageAttachments.MAX_PER_MESSAGE) {
            throw RejectedException.invalid("attachmentIds: " + attachmentIds.size() + " (expected: at most "
                    + MessageAttachments.MAX_PER_MESSAGE + ")");
        }
        if (!attachmentIds.stream().allMatch(Fields::isId)
                || Set.copyOf(attachmentIds).size() < attachmentIds.size()) {
            throw RejectedException.invalid("attachmentIds: invalid (expected: different ids)");
        }
        if (attachmentIds.isEmpty() || !body.isEmpty()) {
            Fields.prose("body", body, MAX_BODY_LENGTH);
        }
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
        ThreadRules.mustSend(caller);
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
        ThreadRules.mustBeMember(threads, caller, threadId);
    }

    /**
     * Makes sure that the caller and another user are in a thread.
     *
     * @throws RejectedException {@code NOT_FOUND} as {@link #requireMember} has it, for either of them
     */
    public void requireShared(Caller caller, String threadId, String otherUserId) {
        requireMember(caller, threadId);
        if (!Fields.isId(otherUserId) || !threads.isMember(caller.tenant(), threadId, otherUserId)) {
            throw RejectedException.notFound("thread");
        }
    }

    /**
     * The caller's view of a thread.
     *
     * @throws RejectedException {@code NOT_FOUND} as {@link #requireMember} has it
     */
    public MessageThread thread(Caller caller, String threadId) {
        requireMember(caller, threadId);
        return threads.find(caller.tenant(), threadId, caller.userId())
                .orElseThrow(() -> RejectedException.notFound("thread"));
    }

    /**
     * Does something that only a member may, such as entering the thread's room; the caller stays a member until it is done.
     *
     * @param entrance does not block
     * @throws RejectedException {@code NOT_FOUND} as {@link #requireMember} has it
     */
    public void enter(Caller caller, String threadId, Runnable entrance) {
        transactions.inTransaction(() -> {
            ThreadRules.lock(threads, caller, threadId);
            entrance.run();
        });
    }

    /**
     * Tells a thread that the caller began or stopped typing. Who does not say so again within {@link TypingWatch#PATIENCE}
     * has stopped. Never blocks.
     *
     * @param sessionId the session typed in, which is not told
     * @param threadId a thread whose room the session was admitted to
     * @throws RejectedException {@code FORBIDDEN} for a display, {@code OVERLOADED} if {@link TypingWatch#MAX_WATCHED} people
     *     type
     */
    public void typing(Caller caller, String sessionId, String threadId, boolean isTyping) {
        ThreadRules.mustSend(caller);
        typing.tell(caller, sessionId, threadId, isTyping);
    }

    /**
     * Tells those who have a thread open that the caller opened or closed it. Never blocks.
     *
     * @param sessionId the session that did, which is not told
     * @param threadId a thread whose room the session was admitted to
     * @throws RejectedException {@code FORBIDDEN} for a display
     */
    public void visit(Caller caller, String sessionId, String threadId, boolean present) {
        ThreadRules.mustSend(caller);
        emit.broadcastThreadVisit(
                caller.tenant(), sessionId, new VisitorsChanged(threadId, caller.userId(), caller.name(), present));
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
                threads.of(caller.tenant(), caller.userId(), before.map(TimeCursor::parse), limit + 1);
        return Page.of(found, limit, thread -> new TimeCursor(thread.activeAt(), thread.id()).text());
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
}
