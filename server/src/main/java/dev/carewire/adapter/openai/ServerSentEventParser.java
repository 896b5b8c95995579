package dev.carewire.adapter.openai;

import dev.carewire.assistant.LanguageModel.FinishReason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * Parses server-sent events from bytes in arbitrary pieces. Every {@code data} line is an event, as language models
 * send them; comments and other fields are ignored. Buffers one line at most. One thread at a time.
 */
final class ServerSentEventParser {

    /** Longest line, in bytes. */
    static final int MAX_LINE = 65_536;

    private static final String DATA = "data:";

    private final Function<String, Optional<FinishReason>> onEvent;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param onEvent receives an event's data, and returns how the answer ended, if it did */
    ServerSentEventParser(Function<String, Optional<FinishReason>> onEvent) {
        this.onEvent = onEvent;
    }

    /** Reads bytes until an event ends the answer; empty if none does. A line that is too long is garbage. */
    Optional<FinishReason> read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n' || next == '\r') {
                Optional<FinishReason> reached = endLine();
                if (reached.isPresent()) {
                    return reached;
                }
            } else if (line.size() == MAX_LINE) {
                return Optional.of(FinishReason.GARBAGE);
            } else {
                line.write(next);
            }
        }
        return Optional.empty();
    }

    private Optional<FinishReason> endLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return text.startsWith(DATA)
                ? onEvent.apply(text.substring(DATA.length()).strip())
                : Optional.empty();
    }
}
