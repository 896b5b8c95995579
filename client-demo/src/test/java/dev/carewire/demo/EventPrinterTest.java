package dev.carewire.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class EventPrinterTest {

    private final StringWriter text = new StringWriter();
    private final EventPrinter transcript = new EventPrinter(
            new PrintWriter(text), Clock.fixed(Instant.parse("2026-01-02T03:04:05.006Z"), ZoneOffset.UTC));

    @Test
    void writesTimeNameAndArguments() {
        transcript.event("queue:updated", "a", null, 7);

        assertThat(text.toString()).isEqualToIgnoringNewLines("03:04:05.006  queue:updated            \"a\" null 7");
    }

    @Test
    void marksWhatIsNoEvent() {
        transcript.state("connected");

        assertThat(text.toString()).isEqualToIgnoringNewLines("03:04:05.006  -- connected");
    }
}
