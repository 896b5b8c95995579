package dev.carewire.assistant;

import java.util.Objects;

/** What one side of a conversation said. */
public record Turn(Speaker speaker, String text) {

    /** Who said it. */
    public enum Speaker {
        MEMBER,
        ASSISTANT
    }

    public Turn {
        Objects.requireNonNull(speaker, "speaker");
        Objects.requireNonNull(text, "text");
    }

    /** Without the text: people ask about patients here. */
    @Override
    public String toString() {
        return "Turn[" + speaker + "]";
    }
}
