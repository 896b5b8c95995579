package dev.carewire.task;

import dev.carewire.event.TaskSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Where tasks are kept. Every call sees one tenant only, takes part in the thread's open transaction, and blocks. Those who
 * change a row have {@link #lock}ed it.
 */
public interface TaskRepository {

    Optional<TaskSnapshot> find(TenantId tenant, String id);

    /** As {@link #find}; nobody else changes the row until the open transaction ends. */
    Optional<TaskSnapshot> lock(TenantId tenant, String id);

    /**
     * Newest first.
     *
     * @param query its limit does not count
     * @param most how many at most
     */
    List<TaskSnapshot> list(TenantId tenant, TaskQuery query, int most);

    /** Adds a row; of the people only the ids are kept. */
    void insert(TenantId tenant, TaskSnapshot task);

    /** Replaces the row of that id; of the people only the ids are kept. */
    void update(TenantId tenant, TaskSnapshot task);
}
