package dev.carewire.task;

import dev.carewire.event.TaskSnapshot;
import dev.carewire.identity.TenantId;

/** Receives assignments of tasks, within the command's transaction. Blocks. */
public interface TaskAssignmentListener {

    /** A user assigned the task to another one. */
    void onAssigned(TenantId tenant, TaskSnapshot task);
}
