package dev.carewire.transcription;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * Stores recordings. Every call except the last is limited to one tenant; all join the thread's open transaction, and
 * block.
 */
public interface RecordingRepository {

    Optional<Recording> find(TenantId tenant, String id);

    /** Like {@link #find}; other transactions cannot change the row until the open one ends. */
    Optional<Recording> lock(TenantId tenant, String id);

    /** Adds a row. */
    void insert(TenantId tenant, Recording recording);

    /** Stores when a recording ended, which must be {@link #lock}ed. */
    void complete(TenantId tenant, String id, Instant at);

    /**
     * Deletes recordings that started before a moment, in every tenant.
     *
     * @param most largest number of rows
     * @return the number of deleted rows
     */
    int removeStartedBefore(Instant limit, int most);
}
