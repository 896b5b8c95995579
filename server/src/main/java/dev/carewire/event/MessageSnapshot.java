package dev.carewire.event;

import java.time.Instant;

/** A message in a thread. */
public record MessageSnapshot(String id, String threadId, String body, StaffSnapshot sender, Instant createdAt) {

    /** Ids alone: people write about patients here. */
    @Override
    public String toString() {
        return "MessageSnapshot[" + id + ", thread=" + threadId + "]";
    }
}
