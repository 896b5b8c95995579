package dev.carewire.assistant;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;

/** The message threads in which the assistant is asked and answers. Blocks; takes part in the transaction open on the thread. */
public interface Conversations {

    /**
     * Makes sure that the caller is in a thread.
     *
     * @throws RejectedException {@code NOT_FOUND}, alike for a thread that does not exist, one of another tenant and one the
     *     caller is not in
     */
    void requireMember(Caller caller, String threadId);

    /**
     * Stores a question as the caller's message like any other.
     *
     * @throws RejectedException {@code INVALID} for a text that is no message; {@code NOT_FOUND} as {@link #requireMember} has it
     */
    MessageSnapshot postQuestion(Caller caller, String threadId, String text);

    /**
     * The messages before one, newest first.
     *
     * @param limit how many at most, 1 to 100
     */
    List<MessageSnapshot> messagesBefore(Caller caller, String threadId, String messageId, int limit);

    /**
     * Stores a message of one who is no user; members are told of it as of any other.
     *
     * @param messageId unused so far
     * @throws RejectedException {@code NOT_FOUND} if nobody is in the thread any more
     */
    void post(TenantId tenant, String threadId, BotAuthor author, String messageId, String text);
}
