package dev.carewire.queue;

import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.text.Identifier;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in the list of queue entries: directly after this one.
 *
 * @param priority the entry's priority
 * @param queuedAt the time when the patient was queued, in whole milliseconds
 * @param ticket the entry's ticket
 * @param id distinguishes entries of the same priority, time and ticket
 * @param count patients in the queue on this page and the earlier ones
 */
public record QueuePlace(int priority, Instant queuedAt, String ticket, String id, int count) {

    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,4})\\.(-?[0-9]{1,15})\\.([A-Za-z0-9-]{1,16})\\.([0-9]{1,9})\\.(.+)");

    public QueuePlace {
        Objects.requireNonNull(queuedAt, "queuedAt");
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(id, "id");
    }

    /** The place of an entry; {@code count} patients are in the queue up to there. */
    static QueuePlace of(QueueEntrySnapshot entry, int count) {
        return new QueuePlace(entry.priority(), entry.queuedAt(), entry.number(), entry.id(), count);
    }

    /** The position that {@link #text} wrote; empty for any other text. */
    public static Optional<QueuePlace> find(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches() && Identifier.isValid(parts.group(5))
                ? Optional.of(new QueuePlace(
                        Integer.parseInt(parts.group(1)),
                        Instant.ofEpochMilli(Long.parseLong(parts.group(2))),
                        parts.group(3),
                        parts.group(5),
                        Integer.parseInt(parts.group(4))))
                : Optional.empty();
    }

    /** The position as text. */
    public String text() {
        return priority + "." + queuedAt.toEpochMilli() + "." + ticket + "." + count + "." + id;
    }
}
