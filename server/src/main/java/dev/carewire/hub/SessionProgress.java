package dev.carewire.hub;

import dev.carewire.log.LogPosition;
import java.util.Optional;

/**
 * How far a session has read its tenant's log. The client may have received more since then.
 *
 * @param epoch that of the numbers; empty if the tenant had no event
 * @param startSeq the newest event when the session started
 * @param lastAccepted the last event sent to the client; 0 for none
 * @param caughtUpTo every event up to here was sent or did not concern the session
 */
public record SessionProgress(String epoch, long startSeq, long lastAccepted, long caughtUpTo) {

    /**
     * The start of the client's replay. The client's own position decides, because it also counts what was sent since then and what was
     * lost on the way.
     *
     * @param offset the position of the last event that the client claims to have; empty if it has none
     * @param current the current epoch of the log
     * @return empty if the numbers are those of another epoch
     */
    Optional<ReplayStart> replayStart(Optional<LogPosition> offset, String current) {
        boolean ofAnother = caughtUpTo > 0 && !epoch.equals(current);
        if (ofAnother
                || offset.filter(position -> !position.epoch().equals(current)).isPresent()) {
            return Optional.empty();
        }
        long has = offset.map(LogPosition::seq).orElse(0L);
        // A client that has every event sent misses only later ones, even if its rooms were quiet before.
        long known = has >= lastAccepted ? caughtUpTo : startSeq;
        return Optional.of(new ReplayStart(startSeq, has, Math.max(has, known)));
    }
}
