package dev.carewire.assistant;

import java.util.Objects;

/** One statement of a conversation. */
public record Turn(Speaker speaker, String text) {

    /** The author of a statement. */
    public enum Speaker {
        MEMBER,
        ASSISTANT
    }

    public Turn {
        Objects.requireNonNull(speaker, "speaker");
        Objects.requireNonNull(text, "text");
    }

    /** Omits the text: users ask about patients here. */
    @Override
    public String toString() {
        return "Turn[" + speaker + "]";
    }
}
