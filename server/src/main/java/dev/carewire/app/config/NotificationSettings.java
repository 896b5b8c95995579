package dev.carewire.app.config;

import static dev.carewire.app.config.SettingType.duration;
import static dev.carewire.app.config.SettingType.integer;
import static dev.carewire.app.config.SettingType.text;

import dev.carewire.identity.Role;
import dev.carewire.notification.EscalationPolicy;
import dev.carewire.notification.EscalationPolicy.EscalationStep;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How notifications are repeated, passed on and kept. */
final class NotificationSettings {

    static final Setting<Duration> RETRY_FIRST = Setting.of(
            "notifications.retry-first",
            duration("100ms", "5m"),
            "5s",
            "Time after which a notification that must be acknowledged is told again; doubled each time.");

    static final Setting<Duration> RETRY_CAP = Setting.of(
            "notifications.retry-cap", duration("100ms", "1h"), "5m", "Longest time between two repetitions.");

    static final Setting<Integer> RETRIES = Setting.of(
            "notifications.retries",
            integer(0, 100, "repetitions"),
            "5",
            "Repetitions before a notification is passed on, on each rung of the ladder.");

    static final Setting<List<EscalationStep>> ESCALATION = Setting.of(
            "notifications.escalation",
            EscalationSettingTypes.escalationSteps(),
            "user, duty, lead, webhook",
            "Who is told in turn until somebody acknowledges.");

    static final Setting<Map<String, Role>> DUTY = Setting.of(
            "notifications.duty",
            EscalationSettingTypes.roles(),
            "emergency=doctor, urgent=nurse, any=nurse",
            "Whose duty it is: the kind of a notification counts before its priority, and that before any.");

    static final Setting<Role> LEAD_ROLE =
            Setting.of("notifications.lead-role", EscalationSettingTypes.role(), "admin", "Who leads a clinic.");

    static final Setting<Optional<URI>> WEBHOOK_URL = Setting.of(
            "notifications.webhook-url",
            SettingType.httpUrl(),
            "",
            "System that is told of what nobody acknowledges: ids and kinds, no patient data.");

    static final Setting<Optional<String>> WEBHOOK_SECRET = Setting.of(
                    "notifications.webhook-secret",
                    text("at least 16 characters, with a webhook-url"),
                    "",
                    "Signs what it is told. Better kept in the environment than here.")
            .hidden();

    static final Setting<Integer> RETENTION_DAYS = Setting.of(
            "notifications.retention-days", integer(1, 3_650, "days"), "90", "How long notifications are kept.");

    static final Setting<Integer> MOST_OF_A_KIND = Setting.of(
            "notifications.most-of-a-kind",
            integer(1, 1_000, "notifications a minute"),
            "20",
            "How many of one type a user is told in a minute; of further ones that are not urgent, only how many they are.");

    static final Setting<List<Duration>> APPOINTMENT_REMINDERS = Setting.of(
            "notifications.appointment-reminders",
            SettingType.durations("1m", "720h", 5),
            "24h, 1h",
            "How long before an appointment patient and doctor are reminded of it.");

    static final Setting<Boolean> APPOINTMENTS_TO_PATIENTS = Setting.of(
            "notifications.appointments-to-patients",
            SettingType.bool(),
            "true",
            "Whether patients are told when an appointment of theirs is made, confirmed, moved or called off.");

    static final Setting<Boolean> LAB_RESULTS_TO_PATIENTS = Setting.of(
            "notifications.lab-results-to-patients",
            SettingType.bool(),
            "true",
            "Whether patients are told when a laboratory result of theirs is there; not what it says.");

    static final List<Setting<?>> ALL = List.of(
            RETRY_FIRST,
            RETRY_CAP,
            RETRIES,
            ESCALATION,
            DUTY,
            LEAD_ROLE,
            WEBHOOK_URL,
            WEBHOOK_SECRET,
            RETENTION_DAYS,
            MOST_OF_A_KIND,
            APPOINTMENT_REMINDERS,
            APPOINTMENTS_TO_PATIENTS,
            LAB_RESULTS_TO_PATIENTS);

    private NotificationSettings() {}

    /** What was given. */
    static NotificationsConfig notifications(SettingValues given) {
        return new NotificationsConfig(
                new EscalationPolicy(
                        given.get(RETRY_FIRST), given.get(RETRY_CAP), given.get(RETRIES), given.get(ESCALATION)),
                given.get(DUTY),
                given.get(LEAD_ROLE),
                given.get(WEBHOOK_URL),
                given.get(WEBHOOK_SECRET),
                Duration.ofDays(given.get(RETENTION_DAYS)),
                given.get(MOST_OF_A_KIND),
                given.get(APPOINTMENT_REMINDERS),
                given.get(APPOINTMENTS_TO_PATIENTS),
                given.get(LAB_RESULTS_TO_PATIENTS));
    }
}
