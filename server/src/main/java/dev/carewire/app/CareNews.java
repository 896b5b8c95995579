package dev.carewire.app;

import dev.carewire.event.LabFlag;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.lab.Results;
import dev.carewire.notification.NotificationDraft;
import dev.carewire.notification.NotificationKind;
import dev.carewire.notification.Notifications;
import dev.carewire.task.Assignments;

/** Tells users of tasks that became theirs and of results they wait for, in the documented words. Immutable; blocks. */
final class CareNews implements Assignments, Results {

    private final Notifications notifications;

    CareNews(Notifications notifications) {
        this.notifications = notifications;
    }

    @Override
    public void assigned(TenantId tenant, TaskSnapshot task) {
        task.assignee()
                .ifPresent(assignee -> notifications.send(
                        tenant,
                        NotificationDraft.of(
                                        assignee.id(),
                                        NotificationKind.TASK_ASSIGNED,
                                        "New Task Assigned",
                                        "You have been assigned: " + task.title(),
                                        priority(task.priority()))
                                .about("task", task.id())
                                .leadingTo("/tasks/" + task.id())));
    }

    @Override
    public void ready(TenantId tenant, LabResultSnapshot labResult) {
        boolean urgent = labResult.flag().filter(LabFlag::isUrgent).isPresent();
        notifications.send(
                tenant,
                NotificationDraft.of(
                                labResult.doctor().id(),
                                NotificationKind.LAB_RESULT_READY,
                                urgent ? "URGENT: Lab Result Ready" : "Lab Result Ready",
                                "Lab results ready for " + labResult.patient().fullName() + ": "
                                        + labResult.orderType(),
                                urgent ? NotificationPriority.URGENT : NotificationPriority.NORMAL)
                        .about("order", labResult.id())
                        .leadingTo("/orders/" + labResult.id()));
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
