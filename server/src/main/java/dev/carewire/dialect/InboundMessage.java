package dev.carewire.dialect;

import java.util.List;

/** A message from a client, and the way to answer it. */
public interface InboundMessage {

    /** The JSON text, as received: over Socket.IO the array of event name and arguments. Not yet known to be valid. */
    String text();

    /**
     * The bytes that came with it, in the order of the numbers of their placeholders in the text, each of which is there; empty
     * for most messages. Not to be changed.
     */
    List<byte[]> attachments();

    /** Whether the client waits for {@link #acknowledge}. */
    boolean wantsAck();

    /**
     * Answers, if the client {@link #wantsAck}; otherwise, and at a second call, does nothing. Any thread.
     *
     * @param arguments JSON text of the array of arguments
     */
    default void acknowledge(String arguments) {
        acknowledge(arguments, List.of());
    }

    /**
     * Answers as {@link #acknowledge(String)} does, with bytes.
     *
     * @param arguments JSON text of the array of arguments, with a placeholder for each attachment
     * @param attachments in the order of the placeholders' numbers
     */
    void acknowledge(String arguments, List<byte[]> attachments);
}
