package dev.carewire.app.wiring;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.emission.EscalatedNotifications;
import dev.carewire.emission.NotificationContent;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.DeliveryGuarantee;
import dev.carewire.notification.NotificationDraft;
import dev.carewire.notification.NotificationKind;
import dev.carewire.notification.Notifications;

/** Creates notifications for emissions that must be acknowledged. */
final class EmittedNotifications implements EscalatedNotifications {

    private final Notifications notifications;

    EmittedNotifications(Notifications notifications) {
        this.notifications = notifications;
    }

    @Override
    public Draft draft(TenantId tenant, String userId, NotificationContent content) {
        // Under this request's field names; elsewhere the fields have those of the clients.
        content.relatedKind().ifPresent(sort -> Fields.id("relatedKind", sort));
        content.relatedId().ifPresent(id -> Fields.id("relatedId", id));
        NotificationDraft draft = new NotificationDraft(
                userId,
                kind(content),
                content.title(),
                content.message(),
                content.priority(),
                DeliveryGuarantee.ACKNOWLEDGED,
                content.relatedKind(),
                content.relatedId(),
                content.actionUrl(),
                content.metadata());
        return new Prepared(tenant, notifications.prepare(draft), notifications);
    }

    private static NotificationKind kind(NotificationContent content) {
        try {
            return new NotificationKind(content.kind());
        } catch (RejectedException noWord) {
            throw RejectedException.invalid("kind: invalid (expected: a letter, then up to "
                    + (NotificationKind.MAX_LENGTH - 1) + " of A-Z a-z 0-9 _ . : -)");
        }
    }

    private record Prepared(TenantId tenant, NotificationSnapshot notification, Notifications notifications)
            implements Draft {

        @Override
        public String id() {
            return notification.id();
        }

        @Override
        public void send() {
            notifications.send(tenant, notification);
        }
    }
}
