package dev.carewire.event;

/** Somebody began or stopped typing in a thread. */
public record TypingChanged(String threadId, String userId, String userName, boolean typing) {
    /** Without the name. */
    @Override
    public String toString() {
        return "TypingChanged[user=" + userId + "]";
    }
}
