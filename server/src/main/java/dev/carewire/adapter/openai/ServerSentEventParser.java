package dev.carewire.adapter.openai;

import dev.carewire.assistant.LanguageModel.FinishReason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * Parses a language model's stream of server-sent events from chunks of bytes, which may split lines anywhere. Each
 * {@code data} line is one event; the parser ignores comments and other fields. Buffers at most one line. One thread at
 * a time.
 */
final class ServerSentEventParser {

    /** Longest line, in bytes without its end. */
    static final int MAX_LINE_BYTES = 65_536;

    private static final String DATA = "data:";

    private final Function<String, Optional<FinishReason>> onEvent;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /**
     * A parser at the start of a stream.
     *
     * @param onEvent receives each event's data; returns how the model's answer ended, empty if it continues
     */
    ServerSentEventParser(Function<String, Optional<FinishReason>> onEvent) {
        this.onEvent = onEvent;
    }

    /**
     * Reads bytes until an event ends the answer.
     *
     * @return how the answer ended, {@code GARBAGE} for a line of more than {@value #MAX_LINE_BYTES} bytes; empty if it
     *     continues
     */
    Optional<FinishReason> read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n' || next == '\r') {
                Optional<FinishReason> reason = endLine();
                if (reason.isPresent()) {
                    return reason;
                }
            } else if (line.size() == MAX_LINE_BYTES) {
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
