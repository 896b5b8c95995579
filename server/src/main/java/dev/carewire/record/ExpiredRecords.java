package dev.carewire.record;

import java.time.Instant;
import java.util.List;

/** Deletes expired rows, in every tenant. Blocks; never on an event loop. */
public interface ExpiredRecords {

    /**
     * Deletes rows of a kind that were last changed before a moment, in one short transaction. Publishes nothing. Other
     * records keep the ids of deleted ones.
     *
     * @param most the largest number of deleted rows of that kind, 1 or more
     */
    Removal remove(ExpiringKind kind, Instant before, int most);

    /**
     * The deleted rows.
     *
     * @param rows of the kind itself, without those that belong to them
     * @param files ids of attachments whose rows were deleted
     */
    record Removal(int rows, List<String> files) {

        public Removal {
            files = List.copyOf(files);
        }
    }
}
