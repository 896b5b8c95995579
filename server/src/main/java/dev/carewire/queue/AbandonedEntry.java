package dev.carewire.queue;

import java.time.Instant;
import java.util.Objects;

/**
 * A queue entry whose patient has waited for too long, and its position among all of them: by {@code queuedAt}, then by
 * {@code id}.
 *
 * @param id the entry's id
 * @param queuedAt the time when the patient was queued, in whole milliseconds
 */
public record AbandonedEntry(String id, Instant queuedAt) {

    public AbandonedEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(queuedAt, "queuedAt");
    }
}
