package dev.carewire.adapter.openai;

import dev.carewire.assistant.LanguageModel.Ending;
import dev.carewire.assistant.LanguageModel.Listener;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.util.Optional;

/**
 * Understands the events of an answer ({@code chat.completion.chunk}): pieces of text, the reason why there is no more, and
 * {@code [DONE]}. One thread at a time.
 */
final class AnswerChunks {

    private static final String DONE = "[DONE]";

    private final Listener listener;
    private Optional<Ending> reason = Optional.empty();

    AnswerChunks(Listener listener) {
        this.listener = listener;
    }

    /** Tells the listener what an event holds, and returns how the answer ended with it; empty if it goes on. */
    Optional<Ending> read(String data) {
        if (data.equals(DONE)) {
            return Optional.of(reason.orElse(Ending.WHOLE));
        }
        try {
            JsonValue chunk = Json.parse(data);
            if (!chunk.isObject()) {
                return Optional.of(Ending.GARBAGE);
            }
            if (chunk.has("error")) {
                return Optional.of(Ending.REFUSED);
            }
            // A chunk without choices says what the answer cost.
            chunk.field("choices")
                    .flatMap(choices -> choices.items().stream().findFirst())
                    .ifPresent(this::readChoice);
            return reason.filter(ending -> ending == Ending.REFUSED);
        } catch (MalformedJsonException malformed) {
            return Optional.of(Ending.GARBAGE);
        }
    }

    private void readChoice(JsonValue choice) {
        choice.field("delta")
                .flatMap(delta -> delta.text("content"))
                .filter(piece -> !piece.isEmpty())
                .ifPresent(listener::arrived);
        choice.text("finish_reason").map(AnswerChunks::meaning).ifPresent(ending -> reason = Optional.of(ending));
    }

    /** Whatever else ends an answer, such as a filter, leaves none that can be shown. */
    private static Ending meaning(String finishReason) {
        return switch (finishReason) {
            case "stop" -> Ending.WHOLE;
            case "length" -> Ending.CUT;
            default -> Ending.REFUSED;
        };
    }

    /** How the answer ended as far as is known without {@code [DONE]}; empty if nothing said so. */
    Optional<Ending> reached() {
        return reason;
    }
}
