package dev.carewire.messaging;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.Emit;
import dev.carewire.emit.MessagingEmit;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.MessagingEvents.MessageRetracted;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.record.ExtraChange;
import dev.carewire.text.ExtraFields;
import dev.carewire.text.Identifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * Lets senders edit and retract their messages for a limited time. Earlier texts are kept for auditors. A retracted
 * message stays in its thread as an empty entry, and no longer counts as unread. Any thread; blocks.
 */
public final class MessageChanges {

    /** Most edits of one message. */
    public static final int MAX_EDITS = 20;

    private final Transactions transactions;
    private final ThreadRepository threads;
    private final MessageRepository messages;
    private final MessageRevisionRepository revisions;
    private final MessageAttachments attachments;
    private final Emit emit;
    private final MessagingEmit messagingEmit;
    private final Duration window;
    private final Clock clock;

    /**
     * Changes of stored messages; times are the clock's.
     *
     * @param attachments deletes a retracted message's files
     * @param window how long after sending a message can be changed
     */
    public MessageChanges(
            Transactions transactions,
            ThreadRepository threads,
            MessageRepository messages,
            MessageRevisionRepository revisions,
            MessageAttachments attachments,
            Emit emit,
            MessagingEmit messagingEmit,
            Duration window,
            Clock clock) {
        this.transactions = transactions;
        this.threads = threads;
        this.messages = messages;
        this.revisions = revisions;
        this.attachments = attachments;
        this.emit = emit;
        this.messagingEmit = messagingEmit;
        this.window = window;
        this.clock = clock;
    }

    /**
     * Replaces the text of a message, changes its further fields and notifies the thread. Equal values change nothing.
     *
     * @param body with the limits of {@link MessageForm}
     * @param extra keeps the fields that the request lacks
     * @param condition receives the locked message; a rejection that it throws changes nothing
     * @return the message after the change
     * @throws RejectedException {@code INVALID} for an invalid body and for too many fields; {@code NOT_FOUND} for a thread without the caller
     *     and for a message of another thread. {@code FORBIDDEN} for another user's message; {@code CONFLICT} for one
     *     that is too old, retracted or changed {@value #MAX_EDITS} times
     */
    public MessageSnapshot edit(
            Caller caller,
            String threadId,
            String messageId,
            String body,
            ExtraChange<MessageSnapshot> extra,
            Consumer<MessageSnapshot> condition) {
        ThreadRules.requireMaySend(caller);
        Fields.prose("body", body, Messaging.MAX_BODY_LENGTH);
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            ThreadRules.lock(threads, caller, threadId);
            MessageSnapshot message = requireOwn(caller, threadId, messageId);
            condition.accept(message);
            requireEditable(message);
            if (message.retractedAt().isPresent()) {
                throw RejectedException.conflict("message: retracted");
            }
            ExtraFields fields = extra.changed(message);
            if (message.body().equals(body) && message.extra().equals(fields)) {
                return message;
            }
            if (revisions.list(tenant, messageId).size() >= MAX_EDITS) {
                throw RejectedException.conflict("message: changed " + MAX_EDITS + " times already");
            }
            revisions.edit(tenant, messageId, body, fields, clock.instant());
            MessageSnapshot edited = requireMessage(tenant, threadId, messageId);
            messagingEmit.broadcastMessageEdited(tenant, edited);
            return edited;
        });
    }

    /**
     * Retracts a message and notifies the thread. Members who had not read it receive their number of unread messages. Its
     * files are deleted, and only auditors can still read its text. Retracting again changes nothing.
     *
     * @param condition receives the locked message; a rejection that it throws changes nothing
     * @return the remaining entry
     * @throws RejectedException {@code NOT_FOUND} for a thread without the caller and for a message of another thread.
     *     {@code FORBIDDEN} for another user's message; {@code CONFLICT} for one that is too old
     */
    public MessageSnapshot retract(
            Caller caller, String threadId, String messageId, Consumer<MessageSnapshot> condition) {
        ThreadRules.requireMaySend(caller);
        TenantId tenant = caller.tenant();
        MessageSnapshot retracted = transactions.inTransaction(() -> {
            SortedSet<String> members = ThreadRules.lock(threads, caller, threadId);
            MessageSnapshot message = requireOwn(caller, threadId, messageId);
            condition.accept(message);
            if (message.retractedAt().isPresent()) {
                return message;
            }
            requireEditable(message);
            Instant at = clock.instant();
            threads.lockInboxes(tenant, members);
            revisions.retract(tenant, messageId, at);
            attachments.detach(tenant, message);
            SortedSet<String> unreadBy = threads.discountUnread(tenant, threadId, messageId);
            messagingEmit.broadcastMessageRetracted(
                    tenant, new MessageRetracted(threadId, messageId, caller.userId(), at));
            threads.countUnread(tenant, unreadBy)
                    .forEach((member, unread) -> emit.sendUnreadCount(tenant, member, unread));
            return message;
        });
        // After the commit: if the retraction fails, the message keeps its files.
        attachments.removeFiles(retracted);
        return requireMessage(tenant, threadId, messageId);
    }

    /**
     * The earlier texts of a message, oldest first. For administrators and compliance officers of the tenant, members
     * of the thread or not.
     *
     * @throws RejectedException {@code NOT_FOUND} for a message of another thread, and for a thread without the caller
     *     unless the caller is an auditor. {@code FORBIDDEN} for other members
     */
    public List<MessageRevision> revisions(Caller caller, String threadId, String messageId) {
        if (!Access.mayAudit(caller.principal())) {
            ThreadRules.requireMember(threads, caller, threadId);
            throw RejectedException.forbidden("this role may not read what a message said before");
        }
        if (!Identifier.isValid(threadId)) {
            throw RejectedException.notFound("message");
        }
        requireMessage(caller.tenant(), threadId, messageId);
        return revisions.list(caller.tenant(), messageId);
    }

    private MessageSnapshot requireOwn(Caller caller, String threadId, String messageId) {
        MessageSnapshot message = requireMessage(caller.tenant(), threadId, messageId);
        if (!message.sender().id().equals(caller.userId())) {
            throw RejectedException.forbidden("only the sender may change a message");
        }
        return message;
    }

    private MessageSnapshot requireMessage(TenantId tenant, String threadId, String messageId) {
        return Optional.of(messageId)
                .filter(Identifier::isValid)
                .flatMap(id -> messages.find(tenant, threadId, id))
                .orElseThrow(() -> RejectedException.notFound("message"));
    }

    private void requireEditable(MessageSnapshot message) {
        if (clock.instant().isAfter(message.createdAt().plus(window))) {
            throw RejectedException.conflict("message: too old to be changed");
        }
    }
}
