package dev.carewire.dialect;

/** A message from a client, and the way to answer it. */
public interface Inbound {

    /** The JSON text, as received: over Socket.IO the array of event name and arguments. Not yet known to be valid. */
    String text();

    /** Whether the client waits for {@link #acknowledge}. */
    boolean wantsAck();

    /**
     * Answers, if the client {@link #wantsAck}; otherwise, and at a second call, does nothing. Any thread.
     *
     * @param arguments JSON text of the array of arguments
     */
    void acknowledge(String arguments);
}
