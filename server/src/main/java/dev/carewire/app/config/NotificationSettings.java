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
            "Time after which a notification that must be acknowledged is told again; doubled each time.");

    final Setting<Duration> retryCap =
            add("notifications.retry-cap", duration("100ms", "1h"), "5m", "Longest time between two repetitions.");

    final Setting<Integer> retries = add(
            "notifications.retries",
            integer(0, 100, "repetitions"),
            "5",
            "Repetitions before a notification is passed on, on each rung of the ladder.");

    final Setting<List<EscalationStep>> escalation = add(
            "notifications.escalation",
            EscalationSettingTypes.escalationSteps(),
            "user, duty, lead, webhook",
            "Who is told in turn until somebody acknowledges.");

    final Setting<Map<String, Role>> duty = add(
            "notifications.duty",
            EscalationSettingTypes.roles(),
            "emergency=doctor, urgent=nurse, any=nurse",
            "Whose duty it is: the kind of a notification counts before its priority, and that before any.");

    final Setting<Role> leadRole =
            add("notifications.lead-role", EscalationSettingTypes.role(), "admin", "Who leads a clinic.");

    final Setting<Optional<URI>> webhookUrl = add(
            "notifications.webhook-url",
            SettingType.httpUrl(),
            "",
            "System that is told of what nobody acknowledges: ids and kinds, no patient data.");

    final Setting<Optional<String>> webhookSecret = addSecret(
            "notifications.webhook-secret",
            text("at least 16 characters, with a webhook-url"),
            "",
            "Signs what it is told. Better kept in the environment than here.");

    final Setting<Integer> retentionDays =
            add("notifications.retention-days", integer(1, 3_650, "days"), "90", "How long notifications are kept.");

    final Setting<Integer> mostOfAKind = add(
            "notifications.most-of-a-kind",
            integer(1, 1_000, "notifications a minute"),
            "20",
            "How many of one type a user is told in a minute; of further ones that are not urgent, only how many they are.");

    final Setting<List<Duration>> appointmentReminders = add(
            "notifications.appointment-reminders",
            SettingType.durations("1m", "720h", 5),
            "24h, 1h",
            "How long before an appointment patient and doctor are reminded of it.");

    final Setting<Boolean> appointmentsToPatients = add(
            "notifications.appointments-to-patients",
            SettingType.bool(),
            "true",
            "Whether patients are told when an appointment of theirs is made, confirmed, moved or called off.");

    final Setting<Boolean> labResultsToPatients = add(
            "notifications.lab-results-to-patients",
            SettingType.bool(),
            "true",
            "Whether patients are told when a laboratory result of theirs is there; not what it says.");

    /** The values of this section. */
    NotificationsConfig notifications(SettingValues given) {
        return new NotificationsConfig(
                new EscalationPolicy(
                        given.get(retryFirst), given.get(retryCap), given.get(retries), given.get(escalation)),
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
