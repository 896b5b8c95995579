package dev.carewire.app.config;

import static dev.carewire.setting.SettingType.duration;
import static dev.carewire.setting.SettingType.integer;
import static dev.carewire.setting.SettingType.text;

import dev.carewire.identity.Role;
import dev.carewire.notification.EscalationPolicy;
import dev.carewire.notification.EscalationPolicy.EscalationStep;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings for repeating, escalating and keeping notifications. */
final class NotificationSettings extends SettingSection {

    final Setting<Duration> retryFirst = add(
            "notifications.retry-first",
            duration("100ms", "5m"),
            "5s",
            "Time after which a notification that must be acknowledged is sent again; doubled each time.");

    final Setting<Duration> retryCap =
            add("notifications.retry-cap", duration("100ms", "1h"), "5m", "Longest time between two repetitions.");

    final Setting<Integer> retries = add(
            "notifications.retries",
            integer(0, 100, "repetitions"),
            "5",
            "Repetitions at each escalation step before the next one.");

    final Setting<List<EscalationStep>> escalation = add(
            "notifications.escalation",
            EscalationSettingTypes.escalationSteps(),
            "user, duty, lead, webhook",
            "Recipients of a notification, step by step until it is acknowledged.");

    final Setting<Duration> startDelay = add(
            "notifications.start-delay",
            duration("0s", "10m"),
            "20s",
            "How long the server waits after its start before it continues escalations, so that clients reconnect first.");

    final Setting<Map<String, Role>> duty = add(
            "notifications.duty",
            EscalationSettingTypes.roles(),
            "emergency=doctor, urgent=nurse, any=nurse",
            "Roles on duty. The kind of a notification takes precedence over its priority, and both over any.");

    final Setting<Role> leadRole =
            add("notifications.lead-role", EscalationSettingTypes.role(), "admin", "Role of a clinic's leads.");

    final Setting<Optional<URI>> webhookUrl = add(
            "notifications.webhook-url",
            SettingType.httpUrl(),
            "",
            "URL that receives notifications without acknowledgement: ids and kinds, no patient data.");

    final Setting<Optional<String>> webhookSecret = addSecret(
            "notifications.webhook-secret",
            text("at least 16 characters, with a webhook-url"),
            "",
            "Key that signs the requests to it. Better set in the environment than here.");

    final Setting<Integer> retentionDays =
            add("notifications.retention-days", integer(1, 3_650, "days"), "90", "How long notifications are kept.");

    final Setting<Integer> mostOfAKind = add(
            "notifications.most-of-a-kind",
            integer(1, 1_000, "notifications a minute"),
            "20",
            "Notifications of one type that a user receives per minute; further ones that are not urgent are combined into a count.");

    final Setting<List<Duration>> appointmentReminders = add(
            "notifications.appointment-reminders",
            SettingType.durations("1m", "720h", 5),
            "24h, 1h",
            "When patient and doctor are reminded of an appointment, as times before its start.");

    final Setting<Boolean> appointmentsToPatients = add(
            "notifications.appointments-to-patients",
            SettingType.bool(),
            "true",
            "Whether patients are notified when their appointments are created, confirmed, moved or canceled.");

    final Setting<Boolean> labResultsToPatients = add(
            "notifications.lab-results-to-patients",
            SettingType.bool(),
            "true",
            "Whether patients are notified of new lab results; the notification does not contain the result.");

    /** The values of this section. */
    NotificationsConfig notifications(SettingValues given) {
        return new NotificationsConfig(
                new EscalationPolicy(
                        given.get(retryFirst), given.get(retryCap), given.get(retries), given.get(escalation)),
                given.get(startDelay),
                given.get(duty),
                given.get(leadRole),
                given.get(webhookUrl),
                given.get(webhookSecret),
                Duration.ofDays(given.get(retentionDays)),
                given.get(mostOfAKind),
                given.get(appointmentReminders),
                given.get(appointmentsToPatients),
                given.get(labResultsToPatients));
    }
}
