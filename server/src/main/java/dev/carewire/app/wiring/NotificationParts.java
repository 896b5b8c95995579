package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.JdbiHolds;
import dev.carewire.adapter.jdbi.JdbiNotifications;
import dev.carewire.adapter.jdbi.JdbiPreferences;
import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.webhook.HttpWebhook;
import dev.carewire.app.config.NotificationsConfig;
import dev.carewire.cluster.Timers;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.http.Route;
import dev.carewire.notification.Announcements;
import dev.carewire.notification.Chases;
import dev.carewire.notification.Deliveries;
import dev.carewire.notification.DeliveryRecords;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.Preferences;
import dev.carewire.notification.Restraint;
import dev.carewire.notification.Webhook;
import dev.carewire.notification.WebhookCalls;
import dev.carewire.rest.AnnouncementRoutes;
import dev.carewire.rest.NotificationRoutes;
import dev.carewire.rest.ReminderRoutes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The parts of the notifications.
 *
 * @param deliveries told of every event before its sessions are
 * @param records to be called many times a second
 * @param bells of their timers, by kind
 * @param retention how long a notification is kept
 */
record NotificationParts(
        Notifications notifications,
        Announcements announcements,
        Preferences preferences,
        ReminderParts reminders,
        Deliveries deliveries,
        DeliveryRecords records,
        Map<String, Timers.Bell> bells,
        Duration retention) {

    private static final Duration WEBHOOK_TIMEOUT = Duration.ofSeconds(5);

    /** Puts the parts together. */
    static NotificationParts over(Foundation base, Timers timers, Deliveries deliveries, NotificationsConfig config) {
        Clock clock = base.clock();
        JdbiNotifications stored = new JdbiNotifications(base.database());
        NotificationEmit emit = new NotificationEmit(base.publisher(), clock);
        Webhook webhook = config.webhookUrl()
                .<Webhook>map(url -> new HttpWebhook(url, config.webhookSecret().orElseThrow(), WEBHOOK_TIMEOUT, clock))
                .orElseGet(NoWebhook::new);
        JdbiUsers users = new JdbiUsers(base.database());
        StaffDuty duty = new StaffDuty(users, deliveries, config.duty(), config.lead());
        Chases chases = new Chases(stored, base.transactions(), timers, duty, webhook, emit, config.policy(), clock);
        JdbiPreferences preferences = new JdbiPreferences(base.database());
        Restraint restraint = new Restraint(
                stored,
                preferences,
                new JdbiHolds(base.database()),
                base.transactions(),
                timers,
                emit,
                config.mostOfAKind(),
                clock);
        Notifications notifications = new Notifications(base.transactions(), stored, chases, restraint, emit, clock);
        Announcements announcements =
                new Announcements(notifications, new ClinicStaff(users, deliveries), base.transactions());
        ReminderParts reminders = ReminderParts.over(base, timers, announcements, config.appointmentReminders());
        Map<String, Timers.Bell> bells = new HashMap<>(reminders.bells());
        bells.put(Chases.KIND, chases);
        bells.put(WebhookCalls.KIND, new WebhookCalls(stored, webhook, config.policy(), clock));
        bells.put(Restraint.KIND, restraint);
        return new NotificationParts(
                notifications,
                announcements,
                new Preferences(base.transactions(), preferences, emit),
                reminders,
                deliveries,
                new DeliveryRecords(deliveries, stored, emit),
                bells,
                config.retention());
    }

    Stream<Route> routes() {
        return Stream.of(
                        new NotificationRoutes(notifications).routes(),
                        new AnnouncementRoutes(announcements).routes(),
                        new ReminderRoutes(preferences, reminders.medications()).routes())
                .flatMap(List::stream);
    }

    /** Forgets what was kept long enough. Blocks. */
    void sweep() {
        notifications.forgetOlderThan(retention);
    }
}
