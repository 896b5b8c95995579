package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.Parallel;
import dev.carewire.cluster.Transactions;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import dev.carewire.fixture.NotificationSnapshotBuilder;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.Escalation;
import dev.carewire.notification.Notification;
import dev.carewire.notification.Notification.UserAction;
import dev.carewire.notification.NotificationRepository;
import dev.carewire.notification.NotificationRepository.DeliveryReceipt;
import dev.carewire.notification.NotificationRepository.EscalationLogEntry;
import dev.carewire.notification.ReadFilter;
import dev.carewire.notification.UserKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The repository of notifications. */
class NotificationsTest extends DatabaseTest {

    private static final Instant AT = Instant.parse("2026-11-20T15:00:00.250Z");

    private final NotificationRepository notifications = new JdbiNotifications(database());
    private final Transactions transactions = new JdbiTransactions(database());

    NotificationsTest(TestDatabases which) {
        super(which);
    }

    @Test
    void keepsEveryFieldOfANotification() {
        NotificationSnapshot full = new NotificationSnapshot(
                "n1",
                "ada",
                "lab_result_ready",
                "Lab Result Ready",
                "Line one\nline two",
                NotificationPriority.EMERGENCY,
                true,
                Optional.of("order"),
                Optional.of("order-1"),
                Optional.of("/orders/order-1"),
                Optional.of("n0"),
                Optional.of("{\"flag\":\"panic_value\"}"),
                AT);
        notifications.add(tenant, full);

        Notification stored = notifications.find(tenant, "ada", "n1").orElseThrow();
        assertThat(stored.snapshot()).isEqualTo(full);
        assertThat(stored.state()).isEqualTo(NotificationState.QUEUED);
        assertThat(stored.isUnread()).isTrue();
        assertThat(stored.rootId()).isEqualTo("n0");
        assertThat(notifications.find(tenant, "bob", "n1")).isEmpty();
        assertThat(notifications.find(otherTenant, "ada", "n1")).isEmpty();
    }

    @Test
    void listsWhatANewSessionMayLackInTheOrderOfCreationAndTheNewestIfThereIsTooMuch() {
        add("ada", "n1", "n2", "n3", "n4");
        add("bob", "b1");
        notifications.markDelivered(List.of(new DeliveryReceipt(tenant, "n2", AT)));

        assertThat(dueOnConnect(AT.plusMillis(1), 10)).containsExactly("n1", "n3", "n4");
        assertThat(dueOnConnect(AT, 10)).containsExactly("n1", "n2", "n3", "n4");
        assertThat(dueOnConnect(AT, 2)).containsExactly("n3", "n4");
        assertThat(notifications.dueOnConnect(otherTenant, "ada", AT, 10)).isEmpty();

        notifications.markDismissed(tenant, "ada", "n3", AT);
        assertThat(dueOnConnect(AT, 10)).containsExactly("n1", "n2", "n4");
    }

    @Test
    void anAlarmIsDueOnConnectUntilItsUserHasSeenDismissedOrAcknowledgedIt() {
        for (String id : List.of("open", "seen", "dismissed", "acknowledged")) {
            notifications.add(
                    tenant,
                    new NotificationSnapshotBuilder(
                                    id,
                                    "ada",
                                    "urgent_alert",
                                    "Title",
                                    "Message",
                                    NotificationPriority.URGENT,
                                    true,
                                    AT)
                            .build());
            notifications.markDelivered(List.of(new DeliveryReceipt(tenant, id, AT)));
        }
        notifications.markSeen(tenant, List.of("seen"), new UserAction(AT, "ada"));
        notifications.markDismissed(tenant, "ada", "dismissed", AT);
        notifications.markAcknowledged(tenant, "acknowledged", new UserAction(AT, "bob"));

        assertThat(dueOnConnect(AT.plusSeconds(3_600), 10)).containsExactly("open");
    }

    @Test
    void pagesBackThroughAUsersHistory() {
        add("ada", "n1", "n2", "n3");
        add("bob", "b1");

        List<Notification> newest = history(tenant, 2);
        assertThat(ids(newest)).containsExactly("n3", "n2");
        assertThat(ids(notifications.history(
                        tenant, "ada", Optional.of(newest.get(1).sequence()), 2)))
                .containsExactly("n1");
        assertThat(history(otherTenant, 2)).isEmpty();
    }

    @Test
    void countsThroughAUsersHistoryByWhatIsRead() {
        add("ada", "n1", "n2", "n3", "n4");
        add("bob", "b1");
        notifications.markSeen(tenant, List.of("n1"), new UserAction(AT, "ada"));
        notifications.markDismissed(tenant, "ada", "n3", AT);

        assertThat(ids(notifications.history(tenant, "ada", ReadFilter.ALL, 1, 2)))
                .containsExactly("n3", "n2");
        assertThat(ids(notifications.history(tenant, "ada", ReadFilter.READ, 0, 9)))
                .containsExactly("n3", "n1");
        assertThat(ids(notifications.history(tenant, "ada", ReadFilter.UNREAD, 0, 9)))
                .containsExactly("n4", "n2");
        assertThat(notifications.history(tenant, "ada", ReadFilter.ALL, 4, 9)).isEmpty();
        assertThat(notifications.count(tenant, "ada", ReadFilter.ALL)).isEqualTo(4);
        assertThat(notifications.count(tenant, "ada", ReadFilter.READ)).isEqualTo(2);
        assertThat(notifications.count(tenant, "ada", ReadFilter.UNREAD)).isEqualTo(2);
        assertThat(notifications.count(otherTenant, "ada", ReadFilter.ALL)).isZero();
    }

    @Test
    void movesStatesForwardOnly() {
        add("ada", "n1", "n2");
        UserAction later = new UserAction(AT.plusSeconds(1), "ada");
        assertThat(notifications.markSeen(tenant, List.of("n1", "n2", "unknown"), later))
                .containsExactly("n1", "n2");
        assertThat(notifications.markSeen(tenant, List.of("n1"), new UserAction(AT.plusSeconds(2), "ada")))
                .isEmpty();
        notifications.markDelivered(List.of(new DeliveryReceipt(tenant, "n1", AT.plusSeconds(3))));

        Notification seen = notifications.find(tenant, "ada", "n1").orElseThrow();
        assertThat(seen.state()).isEqualTo(NotificationState.SEEN);
        assertThat(seen.seen()).contains(later);
        assertThat(seen.deliveredAt()).contains(later.at());

        notifications.markAcknowledged(tenant, "n1", new UserAction(AT, "ada"));
        assertThat(notifications.markSeen(tenant, List.of("n1"), later)).isEmpty();
        assertThat(notifications.find(tenant, "ada", "n1").orElseThrow().state())
                .isEqualTo(NotificationState.ACKNOWLEDGED);
    }

    @Test
    void recordsADeliveryOnce() {
        add("ada", "n1");
        notifications.markDelivered(
                List.of(new DeliveryReceipt(tenant, "n1", AT), new DeliveryReceipt(otherTenant, "n1", AT)));
        notifications.markDelivered(List.of(new DeliveryReceipt(tenant, "n1", AT.plusSeconds(9))));
        notifications.markDelivered(List.of());

        Notification delivered = notifications.find(tenant, "ada", "n1").orElseThrow();
        assertThat(delivered.state()).isEqualTo(NotificationState.DELIVERED);
        assertThat(delivered.deliveredAt()).contains(AT);
    }

    @Test
    void letsOnlyItsUserSeeAndDismiss() {
        add("ada", "n1");

        assertThat(notifications.markSeen(tenant, List.of("n1"), new UserAction(AT, "bob")))
                .isEmpty();
        assertThat(notifications.markSeen(otherTenant, List.of("n1"), new UserAction(AT, "ada")))
                .isEmpty();
        assertThat(notifications.markDismissed(tenant, "bob", "n1", AT)).isFalse();
        assertThat(notifications.markDismissed(otherTenant, "ada", "n1", AT)).isFalse();
        assertThat(notifications.markDismissed(tenant, "ada", "n1", AT)).isTrue();
        assertThat(notifications.markDismissed(tenant, "ada", "n1", AT.plusSeconds(1)))
                .isFalse();
        assertThat(notifications.find(tenant, "ada", "n1").orElseThrow().dismissedAt())
                .contains(AT);
    }

    @Test
    void countsWhatIsNeitherSeenNorDismissedUpToALimit() {
        add("ada", "n1", "n2", "n3", "n4");
        add("bob", "b1");
        notifications.markDelivered(List.of(new DeliveryReceipt(tenant, "n1", AT)));
        assertThat(notifications.countUnread(tenant, "ada", 100)).isEqualTo(4);
        assertThat(notifications.countUnread(tenant, "ada", 3)).isEqualTo(3);

        notifications.markSeen(tenant, List.of("n1"), new UserAction(AT, "ada"));
        notifications.markDismissed(tenant, "ada", "n2", AT);
        notifications.markAcknowledged(tenant, "n3", new UserAction(AT, "ada"));

        assertThat(notifications.countUnread(tenant, "ada", 100)).isEqualTo(1);
        assertThat(notifications.countUnread(otherTenant, "ada", 100)).isZero();
    }

    @Test
    void knowsWhoOfManyHasAnythingUnread() {
        add("ada", "n1", "n2");
        add("bob", "b1", "b2");
        add("cid", "c1");
        UserKey ada = new UserKey(tenant, "ada");
        UserKey bob = new UserKey(tenant, "bob");
        UserKey cid = new UserKey(tenant, "cid");
        notifications.markDelivered(List.of(new DeliveryReceipt(tenant, "b1", AT)));
        notifications.markDismissed(tenant, "bob", "b2", AT);
        notifications.markSeen(tenant, List.of("c1"), new UserAction(AT, "cid"));

        assertThat(notifications.usersWithUnread(
                        List.of(new UserKey(otherTenant, "ada"), cid, bob, new UserKey(tenant, "'; DROP"), ada)))
                .containsExactlyInAnyOrder(ada, bob);
        assertThat(notifications.usersWithUnread(List.of(cid))).isEmpty();
        assertThat(notifications.usersWithUnread(List.of())).isEmpty();
    }

    /** Deliveries are recorded a moment after they happened. */
    @Test
    void whoSawOrAcknowledgedWasTold() {
        add("ada", "n1", "n2");

        notifications.markSeen(tenant, List.of("n1"), new UserAction(AT, "ada"));
        notifications.markAcknowledged(tenant, "n2", new UserAction(AT, "ada"));
        notifications.markDelivered(List.of(new DeliveryReceipt(tenant, "n1", AT.plusSeconds(1))));

        for (String id : List.of("n1", "n2")) {
            assertThat(notifications.find(tenant, "ada", id).orElseThrow().deliveredAt())
                    .contains(AT);
        }
    }

    @Test
    void acknowledgesAFamilyTogetherAndOnce() {
        add("ada", "n1");
        notifications.add(tenant, notification("c1", "bob", Optional.of("n1")));
        add("cy", "other");
        UserAction mark = new UserAction(AT.plusSeconds(5), "bob");

        assertThat(notifications.markAcknowledged(otherTenant, "n1", mark)).isEmpty();
        List<Notification> moved = notifications.markAcknowledged(tenant, "n1", mark);

        assertThat(ids(moved)).containsExactly("n1", "c1");
        assertThat(moved).allSatisfy(one -> {
            assertThat(one.state()).isEqualTo(NotificationState.ACKNOWLEDGED);
            assertThat(one.acknowledged()).contains(mark);
        });
        assertThat(notifications.markAcknowledged(tenant, "n1", new UserAction(AT, "ada")))
                .isEmpty();
        assertThat(notifications.find(tenant, "ada", "n1").orElseThrow().acknowledged())
                .contains(mark);
        assertThat(notifications.find(tenant, "cy", "other").orElseThrow().state())
                .isEqualTo(NotificationState.QUEUED);
    }

    @Test
    void keepsHowFarAChaseHasGoneUntilItEnds() {
        add("ada", "n1");
        Escalation begun = new Escalation(0, 0, AT);
        notifications.startEscalation(tenant, "n1", begun);
        assertThat(notifications.lockEscalation(tenant, "n1")).contains(begun);
        assertThat(notifications.lockEscalation(otherTenant, "n1")).isEmpty();

        Escalation further = new Escalation(1, 3, AT.plusSeconds(5));
        notifications.updateEscalation(tenant, "n1", further);
        assertThat(notifications.lockEscalation(tenant, "n1")).contains(further);

        notifications.endEscalation(tenant, "n1");
        assertThat(notifications.lockEscalation(tenant, "n1")).isEmpty();
        notifications.endEscalation(tenant, "n1");
    }

    @Test
    void letsOneAtATimeAdvanceAChase() throws Exception {
        add("ada", "n1");
        notifications.startEscalation(tenant, "n1", new Escalation(0, 0, AT));

        Parallel.run(4, thread -> {
            for (int i = 0; i < 10; i++) {
                transactions.inTransaction(() -> {
                    Escalation escalation =
                            notifications.lockEscalation(tenant, "n1").orElseThrow();
                    notifications.updateEscalation(tenant, "n1", new Escalation(0, escalation.repeats() + 1, AT));
                });
            }
        });

        assertThat(notifications.lockEscalation(tenant, "n1").orElseThrow().repeats())
                .isEqualTo(40);
    }

    @Test
    void writesEachStepDownOnceThoughManyTryAtATime() throws Exception {
        add("ada", "n1");
        AtomicInteger first = new AtomicInteger();
        Parallel.run(4, thread -> {
            if (notifications.appendEscalationLog(tenant, "n1", new EscalationLogEntry("rung-1-duty", 2, AT))) {
                first.incrementAndGet();
            }
        });
        notifications.appendEscalationLog(tenant, "n1", new EscalationLogEntry("exhausted", 0, AT.plusSeconds(1)));

        assertThat(first).hasValue(1);
        assertThat(notifications.escalationLog(tenant, "n1"))
                .containsExactly(
                        new EscalationLogEntry("rung-1-duty", 2, AT),
                        new EscalationLogEntry("exhausted", 0, AT.plusSeconds(1)));
        assertThat(notifications.escalationLog(otherTenant, "n1")).isEmpty();
    }

    @Test
    void forgetsWhatIsOldWithItsChaseAndTrace() {
        Instant longAgo = Instant.parse("2001-01-01T00:00:00Z");
        notifications.add(
                tenant,
                new NotificationSnapshotBuilder(
                                "old",
                                "ada",
                                "general",
                                "Title of " + "old",
                                "Message of " + "old",
                                NotificationPriority.NORMAL,
                                false,
                                longAgo)
                        .build());
        notifications.add(
                tenant,
                new NotificationSnapshotBuilder(
                                "older",
                                "ada",
                                "general",
                                "Title of " + "older",
                                "Message of " + "older",
                                NotificationPriority.NORMAL,
                                false,
                                longAgo.minusSeconds(1))
                        .build());
        notifications.startEscalation(tenant, "old", new Escalation(0, 0, AT));
        notifications.appendEscalationLog(tenant, "old", new EscalationLogEntry("exhausted", 0, AT));
        add("ada", "new");

        NotificationRepository.Deletion unread =
                new NotificationRepository.Deletion(1, Set.of(new UserKey(tenant, "ada")));
        assertThat(notifications.deleteCreatedBefore(longAgo.plusSeconds(1), 1)).isEqualTo(unread);
        assertThat(notifications.deleteCreatedBefore(longAgo.plusSeconds(1), 10))
                .isEqualTo(unread);

        assertThat(ids(history(tenant, 10))).containsExactly("new");
        assertThat(notifications.lockEscalation(tenant, "old")).isEmpty();
        assertThat(notifications.escalationLog(tenant, "old")).isEmpty();
    }

    private void add(String user, String... ids) {
        for (String id : ids) {
            notifications.add(tenant, notification(id, user, Optional.empty()));
        }
    }

    private List<String> dueOnConnect(Instant recent, int most) {
        return ids(notifications.dueOnConnect(tenant, "ada", recent, most));
    }

    private static List<String> ids(List<Notification> list) {
        return list.stream().map(Notification::id).toList();
    }

    private static NotificationSnapshot notification(String id, String user, Optional<String> origin) {
        return notification(id, user, origin, AT);
    }

    private static NotificationSnapshot notification(String id, String user, Optional<String> origin, Instant at) {
        return new NotificationSnapshot(
                id,
                user,
                "general",
                "Title of " + id,
                "Message of " + id,
                NotificationPriority.NORMAL,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                origin,
                Optional.empty(),
                at);
    }

    private List<Notification> history(TenantId clinic, int limit) {
        return notifications.history(clinic, "ada", Optional.empty(), limit);
    }
}
