package dev.carewire.adapter.jdbi;

import dev.carewire.cluster.Publisher;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.EscalationPolicy;
import dev.carewire.notification.Escalations;
import dev.carewire.notification.MedicationReminders;
import dev.carewire.notification.NotificationThrottle;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.OnCallStaff;
import dev.carewire.notification.PredefinedNotifications;
import dev.carewire.notification.Preferences;
import dev.carewire.notification.Webhook;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Notifications that are stored and told, with nobody to pass them on to; their timers never ring. */
public final class TestNotifications {

    private static final int MOST_OF_A_KIND = 20;

    private TestNotifications() {}

    public static Notifications over(Database database, Publisher publisher, Clock clock) {
        JdbiNotifications stored = new JdbiNotifications(database);
        JdbiTransactions transactions = new JdbiTransactions(database);
        NotificationEmit emit = new NotificationEmit(publisher, clock);
        EscalationPolicy policy = new EscalationPolicy(Duration.ofSeconds(5), Duration.ofMinutes(5), 3, List.of());
        Escalations chases = new Escalations(
                stored, transactions, (key, at) -> {}, new Nobody(), new Unconfigured(), emit, policy, clock);
        NotificationThrottle restraint = new NotificationThrottle(
                stored,
                new JdbiPreferences(database),
                new JdbiHeldNotifications(database),
                transactions,
                (key, at) -> {},
                emit,
                MOST_OF_A_KIND,
                clock);
        return new Notifications(transactions, stored, chases, restraint, emit, clock);
    }

    public static PredefinedNotifications announcements(Database database, Publisher publisher, Clock clock) {
        return new PredefinedNotifications(
                over(database, publisher, clock), tenant -> Set.of("ada", "bob"), new JdbiTransactions(database));
    }

    public static Preferences preferences(Database database, Publisher publisher, Clock clock) {
        return new Preferences(
                new JdbiTransactions(database), new JdbiPreferences(database), new NotificationEmit(publisher, clock));
    }

    public static MedicationReminders medications(Database database, Publisher publisher, Clock clock) {
        return new MedicationReminders(
                new JdbiMedicationSchedules(database),
                new JdbiTransactions(database),
                (key, at) -> {},
                announcements(database, publisher, clock),
                clock);
    }

    private static final class Nobody implements OnCallStaff {
        @Override
        public List<String> onDuty(TenantId tenant, NotificationSnapshot unanswered) {
            return List.of();
        }

        @Override
        public List<String> clinicLeads(TenantId tenant) {
            return List.of();
        }
    }

    private static final class Unconfigured implements Webhook {
        @Override
        public boolean isConfigured() {
            return false;
        }

        @Override
        public boolean call(UnacknowledgedNotification unanswered) {
            throw new IllegalStateException("no webhook is configured");
        }
    }
}
