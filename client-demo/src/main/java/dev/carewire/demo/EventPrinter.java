package dev.carewire.demo;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.json.JSONObject;

/**
 * Prints the events that a client receives, one line each, beginning with the local time. Any thread; lines do not mix.
 */
public final class EventPrinter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final PrintWriter out;
    private final Clock clock;

    /** Writes to {@code out}, flushing each line, with times in the clock's zone. */
    public EventPrinter(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /**
     * Prints an event.
     *
     * @param nameAndArguments the event's name, then its arguments
     */
    public void event(Object... nameAndArguments) {
        String arguments = Arrays.stream(nameAndArguments)
                .skip(1)
                .map(argument -> JsonText.of(argument == null ? JSONObject.NULL : argument))
                .collect(Collectors.joining(" "));
        line(String.format(Locale.ROOT, "%-24s %s", nameAndArguments[0], arguments));
    }

    /** Prints a new state of the connection. */
    public void state(String text) {
        line("-- " + text);
    }

    private synchronized void line(String text) {
        out.println(TIME.format(ZonedDateTime.now(clock)) + "  " + text.stripTrailing());
        out.flush();
    }
}
