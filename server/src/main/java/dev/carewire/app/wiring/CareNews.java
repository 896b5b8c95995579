package dev.carewire.app.wiring;

import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.lab.Results;
import dev.carewire.notification.Announcements;
import dev.carewire.notification.AssignedTask;
import dev.carewire.notification.LabOrder;
import dev.carewire.task.Assignments;

/** Tells users of tasks that became theirs and of results they wait for, in the documented words. Immutable; blocks. */
final class CareNews implements Assignments, Results {

    private final Announcements announcements;

    CareNews(Announcements announcements) {
        this.announcements = announcements;
    }

    @Override
    public void assigned(TenantId tenant, TaskSnapshot task) {
        task.assignee()
                .ifPresent(assignee -> announcements.notifyTaskAssignment(
                        tenant, assignee.id(), new AssignedTask(task.id(), task.title(), priority(task.priority()))));
    }

    @Override
    public void ready(TenantId tenant, LabResultSnapshot labResult) {
        announcements.notifyLabResultReady(
                tenant,
                labResult.doctor().id(),
                new LabOrder(labResult.id(), labResult.patient().fullName(), labResult.orderType(), labResult.flag()));
    }

    private static NotificationPriority priority(TaskPriority priority) {
        return switch (priority) {
            case LOW -> NotificationPriority.LOW;
            case NORMAL -> NotificationPriority.NORMAL;
            case HIGH -> NotificationPriority.HIGH;
            case URGENT -> NotificationPriority.URGENT;
        };
    }
}
