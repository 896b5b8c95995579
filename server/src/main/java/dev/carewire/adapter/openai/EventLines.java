package dev.carewire.adapter.openai;

import dev.carewire.assistant.LanguageModel.Ending;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cuts server-sent events out of bytes that come in any pieces. Every {@code data} line is an event of its own, as language models
 * send them; comments and other fields are passed over. Holds one line at most. One thread at a time.
 */
final class EventLines {

    /** Longest line, in bytes. */
    static final int MAX_LINE = 65_536;

    private static final String DATA = "data:";

    private final Function<String, Optional<Ending>> event;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param event takes the data of an event, and returns how the answer ended with it, if it did */
    EventLines(Function<String, Optional<Ending>> event) {
        this.event = event;
    }

    /** Reads bytes until an event ends the answer; empty if none does. A line that is too long is garbage. */
    Optional<Ending> read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n' || next == '\r') {
                Optional<Ending> reached = complete();
                if (reached.isPresent()) {
                    return reached;
                }
            } else if (line.size() == MAX_LINE) {
                return Optional.of(Ending.GARBAGE);
            } else {
                line.write(next);
            }
        }
        return Optional.empty();
    }

    private Optional<Ending> complete() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return text.startsWith(DATA) ? event.apply(text.substring(DATA.length()).strip()) : Optional.empty();
    }
}
