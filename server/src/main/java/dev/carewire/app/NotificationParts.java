package dev.carewire.app;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiNotifications;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.webhook.HttpWebhook;
import dev.carewire.app.config.NotificationsConfig;
import dev.carewire.cluster.Publisher;
import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.notification.Chases;
import dev.carewire.notification.Deliveries;
import dev.carewire.notification.DeliveryRecords;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.Webhook;
import dev.carewire.notification.WebhookCalls;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * The parts of the notifications.
 *
 * @param records to be called many times a second
 * @param bells of their timers, by kind
 */
record NotificationParts(Notifications notifications, DeliveryRecords records, Map<String, Timers.Bell> bells) {

    private static final Duration WEBHOOK_TIMEOUT = Duration.ofSeconds(5);

    /**
     * Puts the parts together.
     *
     * @param deliveries told of every event before its sessions are
     */
    static NotificationParts over(
            Database database,
            Publisher publisher,
            Timers timers,
            Deliveries deliveries,
            NotificationsConfig config,
            Clock clock) {
        JdbiNotifications stored = new JdbiNotifications(database);
        Transactions transactions = new JdbiTransactions(database);
        NotificationEmit emit = new NotificationEmit(publisher, clock);
        Webhook webhook = config.webhookUrl()
                .<Webhook>map(url -> new HttpWebhook(url, config.webhookSecret().orElseThrow(), WEBHOOK_TIMEOUT, clock))
                .orElseGet(NoWebhook::new);
        StaffDuty duty = new StaffDuty(new JdbiUsers(database), deliveries, config.duty(), config.lead());
        Chases chases = new Chases(stored, transactions, timers, duty, webhook, emit, config.policy(), clock);
        return new NotificationParts(
                new Notifications(transactions, stored, chases, emit, clock),
                new DeliveryRecords(deliveries, stored, emit),
                Map.of(
                        Chases.KIND,
                        chases,
                        WebhookCalls.KIND,
                        new WebhookCalls(stored, webhook, config.policy(), clock)));
    }
}
