package dev.carewire.event;

/**
 * Tells the tenant that a thread has a new message, for badges and toasts outside the thread.
 *
 * @param sender the sender's user id
 * @param preview the first {@value #PREVIEW_LENGTH} characters of the message
 */
public record MessageAnnounced(String threadId, String messageId, String sender, String preview) {

    /** Length of a preview in characters. */
    public static final int PREVIEW_LENGTH = 100;

    /** Without the preview. */
    @Override
    public String toString() {
        return "MessageAnnounced[" + messageId + ", thread=" + threadId + "]";
    }
}
