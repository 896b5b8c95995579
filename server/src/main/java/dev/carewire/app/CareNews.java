package dev.carewire.app;

import dev.carewire.emit.Emit;
import dev.carewire.event.LabFlag;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.lab.Results;
import dev.carewire.task.Assignments;
import java.time.Clock;
import java.util.Optional;

/** Tells users of tasks that became theirs and of results they wait for, in the documented words. Immutable; blocks. */
final class CareNews implements Assignments, Results {

    private final Emit emit;
    private final Clock clock;

    CareNews(Emit emit, Clock clock) {
        this.emit = emit;
        this.clock = clock;
    }

    @Override
    public void assigned(TenantId tenant, TaskSnapshot task) {
        task.assignee()
                .ifPresent(assignee -> emit.notifyTaskAssignment(
                        tenant, assignee.id(), task.id(), task.title(), priority(task.priority())));
    }

    @Override
    public void ready(TenantId tenant, LabResultSnapshot labResult) {
        boolean urgent = labResult.flag().filter(LabFlag::isUrgent).isPresent();
        emit.sendUserNotification(
                tenant,
                new NotificationSnapshot(
                        "notify-" + clock.millis(),
                        labResult.doctor().id(),
                        "lab_result_ready",
                        urgent ? "URGENT: Lab Result Ready" : "Lab Result Ready",
                        "Lab results ready for " + labResult.patient().fullName() + ": " + labResult.orderType(),
                        urgent ? NotificationPriority.URGENT : NotificationPriority.NORMAL,
                        Optional.of("order"),
                        Optional.of(labResult.id()),
                        Optional.of("/orders/" + labResult.id()),
                        clock.instant()));
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
