package dev.carewire.task;

import dev.carewire.event.TaskSnapshot;
import dev.carewire.identity.TenantId;

/** Who has to hear of a task that is theirs from now on. Called within the command's transaction; blocks. */
public interface TaskAssignmentListener {

    /** Somebody gave the task to its assignee, who is there and somebody else. */
    void onAssigned(TenantId tenant, TaskSnapshot task);
}
