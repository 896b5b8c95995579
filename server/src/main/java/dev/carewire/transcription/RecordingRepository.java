package dev.carewire.transcription;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * Where recordings are noted. Every call but the last sees one tenant only; all take part in the thread's open transaction, and
 * block.
 */
public interface RecordingRepository {

    Optional<Recording> find(TenantId tenant, String id);

    /** As {@link #find}; nobody else changes the row until the open transaction ends. */
    Optional<Recording> lock(TenantId tenant, String id);

    /** Adds a row. */
    void insert(TenantId tenant, Recording recording);

    /** Notes when a recording ended, which has been {@link #lock}ed. */
    void complete(TenantId tenant, String id, Instant at);

    /**
     * Removes, in every tenant, recordings that began before a moment.
     *
     * @param most rows at a time
     * @return how many were removed
     */
    int removeStartedBefore(Instant limit, int most);
}
