package dev.carewire.record;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what has expired, in small batches: at most {@value #BATCH} rows of each kind in each sweep. A kind with
 * nothing left to delete is looked at again an hour later. One thread.
 */
public final class Retention {

    /** Most rows of one kind in one sweep. */
    public static final int BATCH = 500;

    private static final Duration PAUSE = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private final ExpiredRecords records;
    private final Consumer<String> removeFile;
    private final Map<ExpiringKind, Duration> ages;
    private final Clock clock;
    private final Map<ExpiringKind, Instant> next = new EnumMap<>(ExpiringKind.class);

    /**
     * A retention that has deleted nothing yet.
     *
     * @param removeFile deletes the bytes of an attachment by its id
     * @param ages how long the rows of each kind are kept after their last change; kinds without an age are kept
     */
    public Retention(
            ExpiredRecords records, Consumer<String> removeFile, Map<ExpiringKind, Duration> ages, Clock clock) {
        this.records = records;
        this.removeFile = removeFile;
        this.ages = Map.copyOf(ages);
        this.clock = clock;
    }

    /** Deletes the next batch of each kind. A kind that fails does not keep the others. Call every minute; blocks. */
    public void sweep() {
        Instant now = clock.instant();
        ages.forEach((kind, age) -> {
            if (!now.isBefore(next.getOrDefault(kind, Instant.MIN))) {
                sweep(kind, now.minus(age), now);
            }
        });
    }

    private void sweep(ExpiringKind kind, Instant before, Instant now) {
        try {
            ExpiredRecords.Removal removal = records.remove(kind, before, BATCH);
            removal.files().forEach(removeFile);
            if (removal.rows() > 0) {
                log.atInfo()
                        .addKeyValue("kind", kind)
                        .addKeyValue("rows", removal.rows())
                        .log("deleted expired rows");
            } else {
                next.put(kind, now.plus(PAUSE));
            }
        } catch (RuntimeException outOfReach) {
            log.atWarn().addKeyValue("kind", kind).setCause(outOfReach).log("expired rows not deleted, trying again");
        }
    }
}
