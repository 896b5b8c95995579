package dev.carewire.adapter.openai;

import dev.carewire.assistant.LanguageModel.FinishReason;
import dev.carewire.assistant.LanguageModel.Listener;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.util.Optional;

/**
 * Parses the events of an answer ({@code chat.completion.chunk}): pieces of text, the finish reason, and
 * {@code [DONE]}. One thread at a time.
 */
final class ChatCompletionParser {

    private static final String DONE = "[DONE]";

    private final Listener listener;
    private Optional<FinishReason> ending = Optional.empty();

    ChatCompletionParser(Listener listener) {
        this.listener = listener;
    }

    /** Passes an event's text to the listener. Returns how the answer ended, or empty if it continues. */
    Optional<FinishReason> read(String data) {
        if (data.equals(DONE)) {
            return Optional.of(ending.orElse(FinishReason.WHOLE));
        }
        try {
            JsonValue chunk = Json.parse(data);
            if (!chunk.isObject()) {
                return Optional.of(FinishReason.GARBAGE);
            }
            if (chunk.has("error")) {
                return Optional.of(FinishReason.REFUSED);
            }
            // A chunk without choices reports the token usage.
            chunk.field("choices")
                    .flatMap(choices -> choices.items().stream().findFirst())
                    .ifPresent(this::readChoice);
            return ending.filter(ending -> ending == FinishReason.REFUSED);
        } catch (MalformedJsonException malformed) {
            return Optional.of(FinishReason.GARBAGE);
        }
    }

    private void readChoice(JsonValue choice) {
        choice.field("delta")
                .flatMap(delta -> delta.text("content"))
                .filter(piece -> !piece.isEmpty())
                .ifPresent(listener::onChunk);
        choice.text("finish_reason")
                .map(ChatCompletionParser::toEnding)
                .ifPresent(reason -> ending = Optional.of(reason));
    }

    /** Any other finish reason, such as a content filter, leaves no answer to show. */
    private static FinishReason toEnding(String finishReason) {
        return switch (finishReason) {
            case "stop" -> FinishReason.WHOLE;
            case "length" -> FinishReason.CUT;
            default -> FinishReason.REFUSED;
        };
    }

    /** How the answer ended, without waiting for {@code [DONE]}; empty if no finish reason has arrived. */
    Optional<FinishReason> endingSoFar() {
        return ending;
    }
}
