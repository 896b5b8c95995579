package dev.carewire.messaging;

import dev.carewire.event.MessageSnapshot;
import dev.carewire.record.ExtraChange;
import java.util.List;

/**
 * A message to send.
 *
 * @param body 1 to {@value Messaging#MAX_BODY_LENGTH} characters, not blank unless there are attachments; stored unchanged
 * @param attachmentIds files that the caller uploaded to the thread and that have no message yet, at most
 *     {@value MessageAttachments#MAX_PER_MESSAGE}
 * @param extra the change of the clinic's further fields
 */
public record MessageForm(String body, List<String> attachmentIds, ExtraChange<MessageSnapshot> extra) {

    public MessageForm {
        attachmentIds = List.copyOf(attachmentIds);
    }

    /** A message of text only. */
    public MessageForm(String body) {
        this(body, List.of(), ExtraChange.none());
    }

    /** Omits the text. */
    @Override
    public String toString() {
        return "MessageForm[attachments=" + attachmentIds.size() + "]";
    }
}
