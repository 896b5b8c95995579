package dev.carewire.log;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position of an event in its tenant's log. A number alone is ambiguous: after a restart numbers start over, and
 * "after 40" would name other events. The epoch names one life of the log.
 *
 * @param epoch 1 to 32 letters and digits
 * @param seq 1 for the first event of the epoch, without gaps
 */
public record LogPosition(String epoch, long seq) {

    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9]{1,32})-([0-9]{1,18})");

    public LogPosition {
        Objects.requireNonNull(epoch, "epoch");
        if (seq < 0) {
            throw new IllegalArgumentException("seq: " + seq + " (expected: >= 0)");
        }
    }

    /** The position after this one. */
    public LogPosition next() {
        return new LogPosition(epoch, seq + 1);
    }

    /** The position before this one; its number may be 0. */
    public LogPosition previous() {
        return new LogPosition(epoch, seq - 1);
    }

    /** The position that {@link #text} wrote; empty for any other text. */
    public static Optional<LogPosition> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new LogPosition(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** The form that clients store and return: epoch and number, joined by a dash. */
    public String text() {
        return epoch + "-" + seq;
    }
}
