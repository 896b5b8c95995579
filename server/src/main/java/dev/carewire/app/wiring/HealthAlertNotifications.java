package dev.carewire.app.wiring;

import dev.carewire.event.NotificationPriority;
import dev.carewire.event.VitalAlert;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.NotificationDraft;
import dev.carewire.notification.NotificationKind;
import dev.carewire.notification.Notifications;
import dev.carewire.vitals.VitalAlertNotifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Sends alerts of measured values as notifications, to the patient and to the user who recorded the value. Titles are
 * those of the HealthMate documents.
 */
final class HealthAlertNotifications implements VitalAlertNotifier {

    private final Notifications notifications;

    HealthAlertNotifications(Notifications notifications) {
        this.notifications = notifications;
    }

    @Override
    public void raise(TenantId tenant, VitalAlert alert) {
        notifications.sendToEach(
                tenant,
                new LinkedHashSet<>(List.of(alert.patientId(), alert.recordedBy())),
                user -> NotificationDraft.of(
                                user,
                                NotificationKind.HEALTH_ALERT,
                                title(alert.dataType()),
                                alert.message(),
                                NotificationPriority.HIGH)
                        .relatedTo("vital", alert.vitalId()));
    }

    /** Such as {@code Blood Pressure Alert}. */
    private static String title(String dataType) {
        return Arrays.stream(dataType.split("_"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" ", "", " Alert"));
    }
}
