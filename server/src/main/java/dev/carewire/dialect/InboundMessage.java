package dev.carewire.dialect;

import java.util.List;

/** A message from a client, with its reply channel. */
public interface InboundMessage {

    /** The JSON text as received, not validated yet: over Socket.IO, the array of event name and arguments. */
    String text();

    /**
     * The binary attachments, in the order of their placeholders' numbers in the text; empty for most messages. Not to
     * be changed.
     */
    List<byte[]> attachments();

    /** Whether the client requested an acknowledgement. */
    boolean wantsAck();

    /**
     * Acknowledges if the client {@link #wantsAck}; otherwise, and at a second call, does nothing. Any thread.
     *
     * @param arguments JSON text of the array of arguments
     */
    default void acknowledge(String arguments) {
        acknowledge(arguments, List.of());
    }

    /**
     * Acknowledges like {@link #acknowledge(String)}, with binary attachments.
     *
     * @param arguments JSON text of the array of arguments, with a placeholder for each attachment
     * @param attachments in the order of the placeholders' numbers
     */
    void acknowledge(String arguments, List<byte[]> attachments);
}
