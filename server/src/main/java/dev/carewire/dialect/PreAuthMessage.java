package dev.carewire.dialect;

import java.util.List;

/** What a frame of a client means that has no session yet. */
public sealed interface PreAuthMessage {

    /** It is answered, with no frame or several. */
    record Answered(List<String> messages) implements PreAuthMessage {

        public Answered {
            messages = List.copyOf(messages);
        }
    }

    /** It says who the client is. */
    record Authentication(Credentials credentials) implements PreAuthMessage {}
}
