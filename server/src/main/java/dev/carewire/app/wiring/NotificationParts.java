package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.JdbiHeldNotifications;
import dev.carewire.adapter.jdbi.JdbiNotifications;
import dev.carewire.adapter.jdbi.JdbiPreferences;
import dev.carewire.adapter.webhook.HttpWebhook;
import dev.carewire.app.config.NotificationsConfig;
import dev.carewire.cluster.Timers;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.http.Route;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.notification.DeliveryRecorder;
import dev.carewire.notification.Escalations;
import dev.carewire.notification.NotificationThrottle;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.PredefinedNotifications;
import dev.carewire.notification.Preferences;
import dev.carewire.notification.Webhook;
import dev.carewire.notification.WebhookCalls;
import dev.carewire.rest.AnnouncementRoutes;
import dev.carewire.rest.NotificationRoutes;
import dev.carewire.rest.ReminderRoutes;
import dev.carewire.user.UserRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The parts of notifications.
 *
 * @param deliveries registers every event before its fan-out
 * @param records call it many times a second
 * @param timerListeners by kind of timer
 * @param retention how long a notification is kept
 */
record NotificationParts(
        Notifications notifications,
        PredefinedNotifications announcements,
        Preferences preferences,
        ReminderParts reminders,
        ConnectedRecipients deliveries,
        DeliveryRecorder records,
        Escalations escalations,
        Map<String, Timers.TimerListener> timerListeners,
        Duration retention) {

    private static final Duration WEBHOOK_TIMEOUT = Duration.ofSeconds(5);

    /** Puts the parts together. */
    static NotificationParts create(
            CoreParts base,
            UserRepository users,
            Timers timers,
            ConnectedRecipients deliveries,
            NotificationsConfig config) {
        Clock clock = base.clock();
        JdbiNotifications stored = new JdbiNotifications(base.database());
        NotificationEmit emit = new NotificationEmit(base.publisher(), clock);
        Webhook webhook = config.webhookUrl()
                .<Webhook>map(url -> new HttpWebhook(url, config.webhookSecret().orElseThrow(), WEBHOOK_TIMEOUT, clock))
                .orElseGet(NoWebhook::new);
        RoleBasedOnCallStaff onCallStaff =
                new RoleBasedOnCallStaff(users, deliveries, config.onCallRoles(), config.leadRole());
        Escalations escalations = new Escalations(
                stored,
                base.transactions(),
                timers,
                onCallStaff,
                webhook,
                emit,
                config.policy(),
                config.startDelay(),
                clock);
        JdbiPreferences preferences = new JdbiPreferences(base.database());
        NotificationThrottle throttle = new NotificationThrottle(
                stored,
                preferences,
                new JdbiHeldNotifications(base.database()),
                base.transactions(),
                timers,
                emit,
                config.maxPerKindPerMinute(),
                clock);
        Notifications notifications =
                new Notifications(base.transactions(), stored, escalations, throttle, emit, clock);
        PredefinedNotifications announcements =
                new PredefinedNotifications(notifications, new ClinicStaff(users, deliveries));
        ReminderParts reminders = ReminderParts.create(base, timers, announcements, config.appointmentReminders());
        Map<String, Timers.TimerListener> listeners = new HashMap<>(reminders.timerListeners());
        listeners.put(Escalations.KIND, escalations);
        listeners.put(WebhookCalls.KIND, new WebhookCalls(stored, webhook, config.policy(), clock));
        listeners.put(NotificationThrottle.KIND, throttle);
        return new NotificationParts(
                notifications,
                announcements,
                new Preferences(base.transactions(), preferences, emit),
                reminders,
                deliveries,
                new DeliveryRecorder(deliveries, stored, emit, clock),
                escalations,
                listeners,
                config.retention());
    }

    Stream<Route> routes() {
        return Stream.of(
                        new NotificationRoutes(notifications).routes(),
                        new AnnouncementRoutes(announcements).routes(),
                        new ReminderRoutes(preferences, reminders.medications()).routes())
                .flatMap(List::stream);
    }

    /** Deletes expired notifications. Blocks. */
    void sweep() {
        notifications.deleteOlderThan(retention);
    }
}
