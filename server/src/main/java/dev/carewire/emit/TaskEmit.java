package dev.carewire.emit;

import dev.carewire.event.TaskEvents;
import dev.carewire.event.TaskEvents.TaskCreated;
import dev.carewire.event.TaskEvents.TaskUpdated;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.identity.TenantId;

/** Tells a clinic's clients of tasks. As {@link Emit} is for stored data: in the open transaction, and blocking. */
public final class TaskEmit {

    private final Emit emit;

    /** Helpers that publish as {@code emit} does. */
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
