package dev.carewire.messaging;

import dev.carewire.cluster.Transactions;
import dev.carewire.cluster.TransientTimers;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.command.TimeCursor;
import dev.carewire.emit.Emit;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.MessagingEvents.MessageRead;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.ThreadEvents.VisitorsChanged;
import dev.carewire.identity.TenantId;
import dev.carewire.rate.RateLimit;
import dev.carewire.record.RecordIds;
import dev.carewire.text.ExtraFields;
import dev.carewire.text.Identifier;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Sends and reads messages in threads. A thread exists for its members only: for all other users, including the
 * tenant's, it is {@code NOT_FOUND}. Any thread; blocks unless a method states otherwise.
 */
public final class Messaging {

    /** Most members of a thread, including the creator. */
    public static final int MAX_MEMBERS = 100;

    /** Longest message, in characters. */
    public static final int MAX_BODY_LENGTH = 10_000;

    /** Most messages on a page. */
    public static final int MAX_LISTED_MESSAGES = 200;

    /** Most threads on a page. */
    public static final int MAX_LISTED_THREADS = 200;

    /** Begins the ids of personal threads. */
    static final String PERSONAL_PREFIX = "chat:user:";

    private final Transactions transactions;
    private final ThreadRepository threads;
    private final MessageRepository messages;
    private final MessageAttachments attachments;
    private final TypingIndicators typingIndicators;
    private final NewThreadRate newThreads;
    private final Emit emit;
    private final Clock clock;

    /**
     * Messaging on stored threads; times are the clock's.
     *
     * @param newThreads how often one user may create a thread
     * @param timers end the typing status of clients that fail to do so
     */
    public Messaging(
            Transactions transactions,
            ThreadRepository threads,
            MessageRepository messages,
            MessageAttachments attachments,
            Emit emit,
            TransientTimers timers,
            RateLimit newThreads,
            Clock clock) {
        this.transactions = transactions;
        this.threads = threads;
        this.messages = messages;
        this.attachments = attachments;
        this.typingIndicators = new TypingIndicators(timers, emit);
        this.emit = emit;
        this.newThreads = new NewThreadRate(newThreads, clock);
        this.clock = clock;
    }

    /**
     * The id of a user's personal thread, such as the one with the assistant. Only that user can create it and be its
     * member.
     */
    public static String personalThreadId(String userId) {
        return PERSONAL_PREFIX + userId;
    }

    /**
     * Creates a thread with the caller as a member; a thread without other members is for notes.
     *
     * @throws RejectedException {@code INVALID} for a member who is not a user of the tenant, for more than
     *     {@value #MAX_MEMBERS} members and for a subject that is too long. {@code FORBIDDEN} for a display, and
     *     for the {@linkplain #personalThreadId personal} id of another user. {@code TOO_MANY_REQUESTS} for a user
     *     who creates threads too often
     */
    public MessageThread create(Caller caller, ThreadForm form) {
        ThreadRules.requireMaySend(caller);
        Optional<String> subject =
                form.subject().filter(text -> !text.isBlank()).map(text -> Fields.line("subject", text));
        SortedSet<String> members = new TreeSet<>(form.memberIds());
        members.add(caller.userId());
        ThreadRules.requireMemberLimit(members);
        SortedSet<String> others = new TreeSet<>(members);
        others.remove(caller.userId());
        form.id().ifPresent(id -> ThreadRules.requireNotPersonalOfOthers(caller, id, others));
        newThreads.require(caller);
        return transactions.inTransaction(() -> {
            ThreadRules.requireUsers(threads, caller.tenant(), others);
            MessageThread thread = form.extra()
                    .applyTo(new MessageThread(
                            RecordIds.ofNew(form.id()),
                            subject,
                            Optional.of(caller.userId()),
                            List.copyOf(members),
                            clock.instant(),
                            Optional.empty(),
                            0,
                            ExtraFields.NONE));
            threads.add(caller.tenant(), thread);
            return thread;
        });
    }

    /**
     * Creates a thread with this id and the caller as its only member, unless the tenant has a thread with this id.
     *
     * @throws RejectedException {@code INVALID} for a malformed id, {@code FORBIDDEN} for a display
     */
    public void createIfMissing(Caller caller, String threadId) {
        ThreadRules.requireMaySend(caller);
        if (threads.isMember(caller.tenant(), threadId, caller.userId())) {
            return;
        }
        try {
            create(caller, new ThreadForm(Optional.of(threadId), Optional.empty(), Set.of()));
        } catch (RejectedException refusal) {
            if (refusal.rejection() != Rejection.CONFLICT) {
                throw refusal;
            }
        }
    }

    /** {@link #send(Caller, String, MessageForm)} of a text. */
    public MessageSnapshot send(Caller caller, String threadId, String body) {
        return send(caller, threadId, new MessageForm(body));
    }

    /**
     * Sends a message. The thread and the tenant are notified, and every other member receives their number of unread
     * messages.
     *
     * @throws RejectedException {@code INVALID} for an invalid body, attachments or further fields, {@code NOT_FOUND} for a
     *     thread without the caller, {@code FORBIDDEN} for a display
     */
    public MessageSnapshot send(Caller caller, String threadId, MessageForm form) {
        ThreadRules.requireMaySend(caller);
        requireSendable(form.body(), form.attachmentIds());
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            SortedSet<String> members = ThreadRules.lock(threads, caller, threadId);
            threads.lockInboxes(tenant, members);
            MessageSnapshot draft = form.extra().applyTo(draft(caller, threadId, form.body()));
            NewMessage written = new NewMessage(
                    draft.id(),
                    threadId,
                    caller.userId(),
                    caller.name(),
                    draft.body(),
                    draft.createdAt(),
                    draft.extra());
            MessageSnapshot message = messages.append(tenant, written);
            if (!form.attachmentIds().isEmpty()) {
                attachments.attach(tenant, written, form.attachmentIds());
                message = messages.find(tenant, threadId, written.id()).orElseThrow();
            }
            publishNew(tenant, message, members);
            return message;
        });
    }

    /**
     * Sends a message to the room of a thread that another system keeps, without storing it. Delivery survives a crash,
     * but a session that joins later does not receive it.
     *
     * @param threadId a thread whose room the caller may be in, as verified by the calling code
     * @param body 1 to {@value #MAX_BODY_LENGTH} characters, not blank; sent unchanged
     * @throws RejectedException {@code INVALID} for an invalid body, {@code FORBIDDEN} for a display
     */
    public MessageSnapshot relay(Caller caller, String threadId, String body) {
        ThreadRules.requireMaySend(caller);
        MessageSnapshot message = draft(caller, threadId, Fields.prose("body", body, MAX_BODY_LENGTH));
        emit.broadcastNewMessage(caller.tenant(), message);
        return message;
    }

    private MessageSnapshot draft(Caller caller, String threadId, String body) {
        return new MessageSnapshot(
                UUID.randomUUID().toString(),
                threadId,
                body,
                new StaffSnapshot(caller.userId(), caller.name(), "", Optional.empty(), Optional.empty()),
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                ExtraFields.NONE);
    }

    /**
     * Sends a message of an author who is not a user of the clinic, such as the server itself. Members are notified as
     * of any other.
     *
     * @throws RejectedException {@code INVALID} for a body that is not a text of 1 to {@value #MAX_BODY_LENGTH}
     *     characters. {@code NOT_FOUND} for a missing thread and for one without members
     */
    public void post(TenantId tenant, NewMessage message) {
        Fields.prose("body", message.body(), MAX_BODY_LENGTH);
        transactions.inTransaction(() -> {
            SortedSet<String> members = threads.lock(tenant, message.threadId());
            if (members.isEmpty()) {
                throw RejectedException.notFound("thread");
            }
            threads.lockInboxes(tenant, members);
            publishNew(tenant, messages.append(tenant, message), members);
        });
    }

    private void publishNew(TenantId tenant, MessageSnapshot message, SortedSet<String> members) {
        emit.broadcastNewMessage(tenant, message);
        emit.broadcastMessageNotification(tenant, message);
        SortedSet<String> others = new TreeSet<>(members);
        others.remove(message.sender().id());
        threads.countUnread(tenant, others).forEach((member, unread) -> emit.sendUnreadCount(tenant, member, unread));
    }

    private static void requireSendable(String body, List<String> attachmentIds) {
        if (attachmentIds.size() > MessageAttachments.MAX_PER_MESSAGE) {
            throw RejectedException.invalid("attachmentIds: " + attachmentIds.size() + " (expected: at most "
                    + MessageAttachments.MAX_PER_MESSAGE + ")");
        }
        if (!attachmentIds.stream().allMatch(Identifier::isValid)
                || Set.copyOf(attachmentIds).size() < attachmentIds.size()) {
            throw RejectedException.invalid("attachmentIds: invalid (expected: different ids)");
        }
        if (attachmentIds.isEmpty() || !body.isEmpty()) {
            Fields.prose("body", body, MAX_BODY_LENGTH);
        }
    }

    /**
     * Marks a thread as read by the caller up to a message. Does nothing if it was read already.
     *
     * @param messageId empty for the newest message
     * @return the caller's read position, and since when
     * @throws RejectedException {@code NOT_FOUND} for a thread without the caller, and for a message of another thread
     */
    public MessageRead markRead(Caller caller, String threadId, Optional<String> messageId) {
        ThreadRules.requireMaySend(caller);
        TenantId tenant = caller.tenant();
        String reader = caller.userId();
        return transactions.inTransaction(() -> {
            requireMember(caller, threadId);
            threads.lockInboxes(tenant, new TreeSet<>(Set.of(reader)));
            MessagePosition target = targetPosition(tenant, threadId, messageId);
            Optional<ReadPosition> before = threads.readPosition(tenant, threadId, reader)
                    .filter(mark -> mark.upTo().sequence() >= target.sequence());
            ReadPosition now = before.orElseGet(() -> new ReadPosition(target, clock.instant()));
            MessageRead read = new MessageRead(threadId, now.upTo().messageId(), reader, now.at());
            if (before.isEmpty()) {
                threads.markRead(tenant, threadId, reader, now);
                emit.broadcastMessageRead(tenant, read);
                threads.countUnread(tenant, Set.of(reader))
                        .forEach((user, unread) -> emit.sendUnreadCount(tenant, user, unread));
            }
            return read;
        });
    }

    /**
     * Requires that the caller is a member of a thread.
     *
     * @throws RejectedException {@code NOT_FOUND}, alike for a missing thread, one of another tenant and one without
     *     the caller
     */
    public void requireMember(Caller caller, String threadId) {
        ThreadRules.requireMember(threads, caller, threadId);
    }

    /**
     * Requires that the caller and another user are members of a thread.
     *
     * @throws RejectedException {@code NOT_FOUND} as in {@link #requireMember}, for either of them
     */
    public void requireSharedThread(Caller caller, String threadId, String otherUserId) {
        requireMember(caller, threadId);
        if (!Identifier.isValid(otherUserId) || !threads.isMember(caller.tenant(), threadId, otherUserId)) {
            throw RejectedException.notFound("thread");
        }
    }

    /**
     * The caller's view of a thread.
     *
     * @throws RejectedException {@code NOT_FOUND} as in {@link #requireMember}
     */
    public MessageThread thread(Caller caller, String threadId) {
        return Optional.of(threadId)
                .filter(Identifier::isValid)
                .flatMap(id -> threads.find(caller.tenant(), id, caller.userId()))
                .orElseThrow(() -> RejectedException.notFound("thread"));
    }

    /**
     * Runs an action that requires membership, such as joining the thread's room. The caller stays a member until it
     * has finished.
     *
     * @param action must not block
     * @throws RejectedException {@code NOT_FOUND} as in {@link #requireMember}
     */
    public void runAsMember(Caller caller, String threadId, Runnable action) {
        transactions.inTransaction(() -> {
            ThreadRules.lock(threads, caller, threadId);
            action.run();
        });
    }

    /**
     * Publishes to all members of a thread that the caller started or stopped typing. The typing status expires after
     * {@link TypingIndicators#TIMEOUT} unless repeated.
     *
     * @param sessionId the session of the typist, which is not notified
     * @throws RejectedException {@code NOT_FOUND} as in {@link #requireMember}; otherwise as in {@link #setTyping}
     */
    public void setTypingAsMember(Caller caller, String sessionId, String threadId, boolean isTyping) {
        List<String> members = thread(caller, threadId).memberIds();
        setTyping(caller, sessionId, threadId, isTyping, Optional.of(members));
    }

    /**
     * Publishes to a thread that the caller started or stopped typing, as {@link #setTypingAsMember} does. Never blocks;
     * the calling code has verified the caller's right.
     *
     * @param memberIds the users who receive it; empty if another system keeps the thread and its members
     * @throws RejectedException {@code FORBIDDEN} for a display, {@code OVERLOADED} if
     *     {@link TypingIndicators#MAX_ACTIVE} indicators are active
     */
    public void setTyping(
            Caller caller, String sessionId, String threadId, boolean isTyping, Optional<List<String>> memberIds) {
        ThreadRules.requireMaySend(caller);
        typingIndicators.setTyping(caller, sessionId, threadId, isTyping, memberIds);
    }

    /** Ends the typing status of an ended session in all threads. Never blocks. */
    public void disconnected(String sessionId) {
        typingIndicators.endSession(sessionId);
    }

    /**
     * Publishes to the viewers of a thread that the caller opened or closed it. Never blocks.
     *
     * @param sessionId the caller's session, which is not notified
     * @param threadId a thread whose room the session has joined
     * @throws RejectedException {@code FORBIDDEN} for a display
     */
    public void publishVisit(Caller caller, String sessionId, String threadId, boolean present) {
        if (present) {
            ThreadRules.requireMaySend(caller);
        }
        emit.broadcastThreadVisit(
                caller.tenant(), sessionId, new VisitorsChanged(threadId, caller.userId(), caller.name(), present));
    }

    /**
     * The caller's threads, by latest message or creation, newest first.
     *
     * @param before the previous page's cursor; empty for the first page
     * @param limit largest number of threads, 1 to {@value #MAX_LISTED_THREADS}
     * @throws RejectedException {@code INVALID} for another limit or an invalid cursor
     */
    public Page<MessageThread> threads(Caller caller, Optional<String> before, int limit) {
        Fields.within("limit", limit, 1, MAX_LISTED_THREADS);
        List<MessageThread> found =
                threads.listForMember(caller.tenant(), caller.userId(), before.map(TimeCursor::parse), limit + 1);
        return Page.of(found, limit, thread -> new TimeCursor(thread.lastActivityAt(), thread.id()).text());
    }

    /**
     * Messages of a thread, newest first.
     *
     * @param before the id of a message; the page starts before it. Empty for the newest messages
     * @param limit largest number of messages, 1 to {@value #MAX_LISTED_MESSAGES}
     * @throws RejectedException {@code INVALID} for another limit, {@code NOT_FOUND} for a thread without the caller
     *     and for a message of another thread
     */
    public Page<MessageSnapshot> messages(Caller caller, String threadId, Optional<String> before, int limit) {
        Fields.within("limit", limit, 1, MAX_LISTED_MESSAGES);
        requireMember(caller, threadId);
        long sequence = before.map(
                        id -> requirePosition(caller.tenant(), threadId, id).sequence())
                .orElse(Long.MAX_VALUE);
        return Page.of(messages.findBefore(caller.tenant(), threadId, sequence, limit + 1), limit, MessageSnapshot::id);
    }

    private MessagePosition requirePosition(TenantId tenant, String threadId, String messageId) {
        return Optional.of(messageId)
                .filter(Identifier::isValid)
                .flatMap(id -> messages.position(tenant, threadId, id))
                .orElseThrow(() -> RejectedException.notFound("message"));
    }

    private MessagePosition targetPosition(TenantId tenant, String threadId, Optional<String> messageId) {
        return messageId.isPresent()
                ? requirePosition(tenant, threadId, messageId.get())
                : messages.newestPosition(tenant, threadId).orElseThrow(() -> RejectedException.notFound("message"));
    }
}
