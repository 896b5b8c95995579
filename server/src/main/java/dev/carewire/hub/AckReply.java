package dev.carewire.hub;

import java.util.List;
import java.util.Objects;

/**
 * A client's acknowledgement of an event.
 *
 * @param arguments JSON text of its array of arguments, with a placeholder for each attachment
 * @param attachments bytes in the order of the placeholders' numbers; not to be changed
 */
public record AckReply(String arguments, List<byte[]> attachments) {

    public AckReply {
        Objects.requireNonNull(arguments, "arguments");
        attachments = List.copyOf(attachments);
    }

    /** Shows no content: it may be patient data. */
    @Override
    public String toString() {
        return "AckReply[" + attachments.size() + " attachments]";
    }
}
