package dev.carewire.log;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an event stands in its tenant's log. A number alone would not do: after a restart the numbers begin anew, and a client
 * that asks for what came after 40 would be given what came after another 40. The epoch names one life of the log.
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

    /** The position that {@link #text} wrote; empty for anything else a client may send. */
    public static Optional<LogPosition> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new LogPosition(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** What a client keeps and gives back: epoch and number with a dash between. */
    public String text() {
        return epoch + "-" + seq;
    }
}
