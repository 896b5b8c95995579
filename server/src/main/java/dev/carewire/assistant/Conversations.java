package dev.carewire.assistant;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;

/** The message threads that the assistant works in. Blocks; joins the transaction open on the thread. */
public interface Conversations {

    /**
     * Requires that the caller is a member of a thread.
     *
     * @throws RejectedException {@code NOT_FOUND}, alike for a missing thread, one of another tenant and one without
     *     the caller
     */
    void requireMember(Caller caller, String threadId);

    /**
     * Stores a question as an ordinary message of the caller.
     *
     * @throws RejectedException {@code INVALID} for an invalid text; {@code NOT_FOUND} as in {@link #requireMember}
     */
    MessageSnapshot postQuestion(Caller caller, String threadId, String text);

    /**
     * The messages before a message, newest first.
     *
     * @param limit largest number, 1 to 100
     */
    List<MessageSnapshot> messagesBefore(Caller caller, String threadId, String messageId, int limit);

    /**
     * Stores a message of an author who is not a user; members are notified as of any other.
     *
     * @param messageId a new id
     * @throws RejectedException {@code NOT_FOUND} if the thread has no members left
     */
    void post(TenantId tenant, String threadId, BotAuthor author, String messageId, String text);
}
