package dev.carewire.hub;

import java.util.List;
import java.util.Objects;

/**
 * What a client says to a question.
 *
 * @param arguments JSON text of the array of its arguments, with a placeholder for each attachment
 * @param attachments bytes in the order of the placeholders' numbers; not to be changed
 */
public record AckReply(String arguments, List<byte[]> attachments) {

    public AckReply {
        Objects.requireNonNull(arguments, "arguments");
        attachments = List.copyOf(attachments);
    }

    /** Nothing of what it says: that may be patient data. */
    @Override
    public String toString() {
        return "Answer[" + attachments.size() + " attachments]";
    }
}
