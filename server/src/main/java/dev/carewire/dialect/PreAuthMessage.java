package dev.carewire.dialect;

import java.util.List;

/** The meaning of a frame from a client without a session. */
public sealed interface PreAuthMessage {

    /** A frame to answer with these messages, if any. */
    record Answered(List<String> messages) implements PreAuthMessage {

        public Answered {
            messages = List.copyOf(messages);
        }
    }

    /** A frame with the client's credentials. */
    record Authentication(Credentials credentials) implements PreAuthMessage {}
}
