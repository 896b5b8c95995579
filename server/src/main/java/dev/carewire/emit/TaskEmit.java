package dev.carewire.emit;

import dev.carewire.event.TaskEvents;
import dev.carewire.event.TaskEvents.TaskCreated;
import dev.carewire.event.TaskEvents.TaskUpdated;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.identity.TenantId;

/**
 * Publishes events about tasks. Every method joins the open transaction and blocks, like those of {@link Emit} for
 * stored data.
 */
public final class TaskEmit {

    private final Emit emit;

    /** Helpers that publish through {@code emit}. */
    public TaskEmit(Emit emit) {
        this.emit = emit;
    }

    public void emitTaskCreated(TenantId tenant, TaskSnapshot task) {
        emit.publish(tenant, TaskEvents.TASK_CREATED, new TaskCreated(task));
    }

    public void emitTaskUpdated(TenantId tenant, TaskSnapshot task) {
        emit.publish(tenant, TaskEvents.TASK_UPDATED, new TaskUpdated(task));
    }
}
