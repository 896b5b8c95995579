package dev.carewire.app.wiring;

import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.lab.LabResultListener;
import dev.carewire.notification.AssignedTask;
import dev.carewire.notification.LabOrder;
import dev.carewire.notification.PredefinedNotifications;
import dev.carewire.task.TaskAssignmentListener;

/**
 * Notifies users of tasks assigned to them and of results that they ordered, with the documented texts. Immutable;
 * blocks.
 */
final class StaffNotifier implements TaskAssignmentListener, LabResultListener {

    private final PredefinedNotifications announcements;

    StaffNotifier(PredefinedNotifications announcements) {
        this.announcements = announcements;
    }

    @Override
    public void onAssigned(TenantId tenant, TaskSnapshot task) {
        task.assignee()
                .ifPresent(assignee -> announcements.notifyTaskAssignment(
                        tenant, assignee.id(), new AssignedTask(task.id(), task.title(), priority(task.priority()))));
    }

    @Override
    public void onResultReady(TenantId tenant, LabResultSnapshot labResult) {
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
