package dev.carewire.app;

import dev.carewire.adapter.jdbi.JdbiNotifications;
import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.webhook.HttpWebhook;
import dev.carewire.app.config.NotificationsConfig;
import dev.carewire.cluster.Timers;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.notification.Chases;
import dev.carewire.notification.Deliveries;
import dev.carewire.notification.DeliveryRecords;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.Webhook;
import dev.carewire.notification.WebhookCalls;
import dev.carewire.transport.http.NotificationRoutes;
import dev.carewire.transport.http.Route;
import java.time.Clock;
import java.time.Duration;
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
        StaffDuty duty = new StaffDuty(new JdbiUsers(base.database()), deliveries, config.duty(), config.lead());
        Chases chases = new Chases(stored, base.transactions(), timers, duty, webhook, emit, config.policy(), clock);
        return new NotificationParts(
                new Notifications(base.transactions(), stored, chases, emit, clock),
                deliveries,
                new DeliveryRecords(deliveries, stored, emit),
                Map.of(
                        Chases.KIND,
                        chases,
                        WebhookCalls.KIND,
                        new WebhookCalls(stored, webhook, config.policy(), clock)),
                config.retention());
    }

    Stream<Route> routes() {
        return new NotificationRoutes(notifications).routes().stream();
    }

    /** Forgets what was kept long enough. Blocks. */
    void sweep() {
        notifications.forgetOlderThan(retention);
    }
}
