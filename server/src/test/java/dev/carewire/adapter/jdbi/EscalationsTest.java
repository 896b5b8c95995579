package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.carewire.Parallel;
import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.Event;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationEvents.NotificationRepeated;
import dev.carewire.event.NotificationEvents.NotificationUpdated;
import dev.carewire.event.NotificationEvents.UnreadNotificationsChanged;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.notification.DeliveryRecorder;
import dev.carewire.notification.EscalationPolicy;
import dev.carewire.notification.EscalationPolicy.EscalationStep;
import dev.carewire.notification.Escalations;
import dev.carewire.notification.Notification;
import dev.carewire.notification.NotificationDraft;
import dev.carewire.notification.NotificationKind;
import dev.carewire.notification.NotificationRepository.EscalationLogEntry;
import dev.carewire.notification.NotificationThrottle;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.OnCallStaff;
import dev.carewire.notification.Webhook;
import dev.carewire.notification.WebhookCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Escalations with a real database: the recipients of each step, and repetitions. */
class EscalationsTest extends DatabaseTest {

    private static final Instant START = Instant.parse("2026-11-20T15:00:00.250Z");

    private final List<Event<?>> told = Collections.synchronizedList(new ArrayList<>());
    private final Map<Timers.Key, Instant> set = new ConcurrentHashMap<>();
    private final List<Webhook.UnacknowledgedNotification> calls = Collections.synchronizedList(new ArrayList<>());
    private boolean webhookConfirms = true;
    private List<String> onDuty = List.of("cy");
    private List<String> leads = List.of("boss");
    private List<String> absentLeads = List.of();

    private final TestClock clock = new TestClock(START, ZoneOffset.UTC);
    private final Transactions transactions = new JdbiTransactions(database());
    private final JdbiNotifications stored = new JdbiNotifications(database());
    private final ConnectedRecipients deliveries = new ConnectedRecipients(clock);
    private final NotificationEmit emit =
            new NotificationEmit(TestPublishers.over(database(), logged -> log(logged.event()), told::add), clock);
    private final EscalationPolicy policy = new EscalationPolicy(
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            3,
            List.of(EscalationStep.DUTY, EscalationStep.LEAD, EscalationStep.WEBHOOK));
    private final Webhook webhook = new Webhook() {
        @Override
        public boolean isConfigured() {
            return true;
        }

        @Override
        public boolean call(UnacknowledgedNotification unanswered) {
            calls.add(unanswered);
            return webhookConfirms;
        }
    };
    private final Escalations escalations = escalations(Duration.ZERO, policy);
    private final WebhookCalls webhookCalls = new WebhookCalls(stored, webhook, policy, clock);
    private final NotificationThrottle throttle = new NotificationThrottle(
            stored,
            new JdbiPreferences(database()),
            new JdbiHeldNotifications(database()),
            transactions,
            (key, at) -> {},
            emit,
            1_000,
            clock);
    private final Notifications notifications =
            new Notifications(transactions, stored, escalations, throttle, emit, clock);
    private final DeliveryRecorder records = new DeliveryRecorder(deliveries, stored, emit, clock);

    private final Caller ada = caller(tenant, "ada", Role.DOCTOR);
    private final Caller cy = caller(tenant, "cy", Role.NURSE);
    private final Caller eve = caller(otherTenant, "ada", Role.DOCTOR);

    EscalationsTest(TestDatabases which) {
        super(which);
    }

    private void log(Event<?> event) {
        deliveries.beforeFanOut(event);
        told.add(event);
    }

    @Test
    void storesANotificationForSomebodyWhoIsNotThere() {
        NotificationSnapshot sent = notifications.send(tenant, draft("ada"));
        records.flush();

        assertThat(sent.id()).startsWith("notify-" + START.toEpochMilli() + "-");
        Notification found = history(ada).get(0);
        assertThat(found.snapshot()).isEqualTo(sent);
        assertThat(found.state()).isEqualTo(NotificationState.QUEUED);
        assertThat(notifications.countUnread(ada)).isEqualTo(1);
        assertThat(payloads(NotificationCreated.class)).containsExactly(new NotificationCreated(sent));
        assertThat(payloads(UnreadNotificationsChanged.class)).isEmpty();
    }

    @Test
    void recordsWhatWasWrittenToALiveSessionAndCountsWhatIsUnread() {
        deliveries.connected(ada, "s1", (waiting, unread) -> {});
        notifications.send(tenant, draft("ada"));
        notifications.send(tenant, draft("ada"));
        records.flush();

        assertThat(history(ada)).allSatisfy(one -> {
            assertThat(one.state()).isEqualTo(NotificationState.DELIVERED);
            assertThat(one.deliveredAt()).contains(START);
        });
        assertThat(payloads(UnreadNotificationsChanged.class))
                .containsExactly(new UnreadNotificationsChanged("ada", 2));
    }

    @Test
    void bringsWhoComesTheNewestOfWhatWaitsInOrder() {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < DeliveryRecorder.MAX_ON_CONNECT + 3; i++) {
            sent.add(notifications.send(tenant, draft("ada")).id());
        }
        List<String> first = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        deliveries.connected(ada, "s1", (waiting, unread) -> {
            waiting.forEach(one -> first.add(one.id()));
            counts.add(unread);
        });
        records.flush();
        deliveries.connected(eve, "s3", (waiting, unread) -> {
            assertThat(waiting).isEmpty();
            counts.add(unread);
        });
        records.flush();

        assertThat(first).isEqualTo(sent.subList(3, sent.size()));
        assertThat(counts).containsExactly(sent.size(), 0);
    }

    /** Regression: the first of a page's sessions took the queue, and the session for notifications received nothing. */
    @Test
    void aSessionThatConnectsShortlyAfterAnotherReceivesTheSameNotifications() {
        String id = notifications.send(tenant, draft("ada")).id();
        List<String> first = connect(ada, "s1");
        List<String> second = connect(ada, "s2");
        records.flush();
        clock.advance(DeliveryRecorder.RECENT);
        List<String> third = connect(ada, "s3");
        records.flush();
        clock.advance(Duration.ofMillis(1));
        List<String> late = connect(ada, "s4");
        records.flush();

        assertThat(List.of(first, second, third)).containsOnly(List.of(id));
        assertThat(late).isEmpty();
        assertThat(history(ada).get(0).deliveredAt()).contains(START);
    }

    /** Regression: a second page, or the reconnect of a tab that lost its network, saw the unread count alone. */
    @Test
    void aLaterSessionReceivesTheAlarmThatAnEarlierOneTook() {
        List<String> first = connect(cy, "s1");
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        for (int second : List.of(5, 15, 30, 45)) {
            ring(id, second);
        }
        records.flush();
        Notification copy = history(cy).get(0);
        assertThat(copy.state()).isEqualTo(NotificationState.DELIVERED);
        clock.advance(Duration.ofHours(1));

        List<String> second = connect(cy, "s2");
        records.flush();
        assertThat(first).isEmpty();
        assertThat(second).containsExactly(copy.id());

        markSeen(cy, copy.id());
        List<String> third = connect(cy, "s3");
        records.flush();
        assertThat(third).isEmpty();
    }

    @Test
    void aSessionThatTheFanOutReachedReceivesNothingTwice() {
        List<String> received = connect(ada, "s1");
        notifications.send(tenant, draft("ada"));
        List<String> later = connect(ada, "s2");
        records.flush();

        assertThat(received).isEmpty();
        assertThat(later).hasSize(1);
    }

    /** Regression: a session whose transport dropped before the flush resumed without its queue, which counted as delivered. */
    @Test
    void aSessionThatResumesBeforeTheQueueWasDeliveredReceivesIt() {
        String id = notifications.send(tenant, draft("ada")).id();
        connect(ada, "s1");
        deliveries.disconnected(ada, "s1");
        List<String> resumed = connect(ada, "s1");
        records.flush();

        assertThat(resumed).containsExactly(id);
        assertThat(history(ada).get(0).state()).isEqualTo(NotificationState.DELIVERED);
    }

    @Test
    void keepsWhatWaitsForASessionThatEndedBeforeItWasBrought() {
        notifications.send(tenant, draft("ada"));
        deliveries.connected(ada, "s1", (waiting, unread) -> assertThat(waiting).isEmpty());
        deliveries.disconnected(ada, "s1");
        records.flush();

        assertThat(deliveries.isConnected(tenant, "ada")).isFalse();
        assertThat(history(ada).get(0).state()).isEqualTo(NotificationState.QUEUED);
    }

    @Test
    void marksWhatIsSeenAndTellsTheOtherSessionsOnce() {
        String id = notifications.send(tenant, draft("ada")).id();
        clock.advance(Duration.ofSeconds(1));

        Notification seen = notifications.markSeen(ada, Optional.of("s1"), id);
        Notification again = notifications.markSeen(ada, Optional.of("s1"), id);

        assertThat(seen.seen()).contains(new Notification.UserAction(START.plusSeconds(1), "ada"));
        assertThat(again).isEqualTo(seen);
        assertThat(notifications.countUnread(ada)).isZero();
        assertThat(payloads(NotificationUpdated.class))
                .containsExactly(
                        new NotificationUpdated("ada", id, NotificationState.SEEN, false, START.plusSeconds(1)));
        assertThat(told.get(1).exceptSession()).contains("s1");
    }

    @Test
    void marksSeveralAndPassesOverWhatIsNotTheCallers() {
        String mine = notifications.send(tenant, draft("ada")).id();
        String others = notifications.send(tenant, draft("cy")).id();

        assertThat(markSeen(ada, Set.of(mine, others, "unknown", "\0"))).containsExactly(mine);
        assertThat(notifications.countUnread(cy)).isEqualTo(1);
        assertRejected(
                Rejection.INVALID,
                () -> markSeen(
                        ada,
                        IntStream.rangeClosed(0, Notifications.MAX_MARKED)
                                .mapToObj(i -> "n" + i)
                                .collect(Collectors.toSet())));
    }

    @Test
    void answersASecondAcknowledgementLikeTheFirst() {
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();

        Notification first = acknowledge(ada, id);
        clock.advance(Duration.ofSeconds(1));
        Notification second = acknowledge(ada, id);

        assertThat(first.acknowledged()).contains(new Notification.UserAction(START, "ada"));
        assertThat(second).isEqualTo(first);
        assertThat(payloads(NotificationUpdated.class)).hasSize(1);
    }

    @Test
    void knowsNoNotificationOfSomebodyElse() {
        String id = notifications.send(tenant, draft("ada")).id();

        for (Caller other : List.of(cy, eve)) {
            for (String unknown : List.of(id, "unknown", "\0", "")) {
                assertRejected(Rejection.NOT_FOUND, () -> acknowledge(other, unknown));
                assertRejected(Rejection.NOT_FOUND, () -> markSeen(other, unknown));
                assertRejected(Rejection.NOT_FOUND, () -> dismiss(other, unknown));
            }
            assertThat(history(other)).isEmpty();
        }
        assertThat(history(ada).get(0).state()).isEqualTo(NotificationState.QUEUED);
    }

    @Test
    void putsAwayWithoutAcknowledging() {
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();

        Notification dismissed = dismiss(ada, id);
        assertThat(dismiss(ada, id)).isEqualTo(dismissed);

        assertThat(dismissed.dismissedAt()).contains(START);
        assertThat(notifications.countUnread(ada)).isZero();
        assertThat(payloads(NotificationUpdated.class))
                .containsExactly(new NotificationUpdated("ada", id, NotificationState.QUEUED, true, START));
        assertThat(ring(id, 5)).isPresent();
        assertThat(payloads(NotificationRepeated.class)).hasSize(1);
    }

    @Test
    void pagesThroughTheHistory() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, notifications.send(tenant, draft("ada")).id());
        }
        Page<Notification> first = history(ada, 2);
        Page<Notification> second = notifications.history(ada, first.nextCursor(), 3);

        assertThat(first.items()).extracting(Notification::id).isEqualTo(ids.subList(0, 2));
        assertThat(second.items()).extracting(Notification::id).isEqualTo(ids.subList(2, 5));
        assertThat(second.nextCursor()).isEmpty();
        for (String bad : List.of("", "x", "-1", "9".repeat(19))) {
            assertRejected(Rejection.INVALID, () -> notifications.history(ada, Optional.of(bad), 2));
        }
        assertRejected(Rejection.INVALID, () -> history(ada, 0));
    }

    @Test
    void refusesToSendForThoseWhoMayNotWorkWithRecords() {
        Caller patient = caller(tenant, "pat", Role.PATIENT);
        assertRejected(Rejection.FORBIDDEN, () -> notifications.send(patient, draft("ada")));
        assertThat(history(ada)).isEmpty();
    }

    @Test
    void staffAreThoseWhoAreThereAndMayFollowTheClinic() {
        Caller patient = caller(tenant, "pat", Role.PATIENT);
        deliveries.connected(ada, "s1", (waiting, unread) -> {});
        deliveries.connected(ada, "s2", (waiting, unread) -> {});
        deliveries.connected(patient, "s3", (waiting, unread) -> {});
        deliveries.connected(eve, "s4", (waiting, unread) -> {});
        assertThat(deliveries.staff(tenant)).containsExactly("ada");

        deliveries.disconnected(ada, "s1");
        assertThat(deliveries.staff(tenant)).containsExactly("ada");
        deliveries.disconnected(ada, "s2");
        assertThat(deliveries.staff(tenant)).isEmpty();
        assertThat(deliveries.staff(otherTenant)).containsExactly("ada");
    }

    @Test
    void aDisplayIsNobodyHere() {
        Caller display = caller(tenant, "ada", Role.DISPLAY);
        deliveries.connected(
                display, "s1", (waiting, unread) -> assertThat(waiting).isEmpty());
        String id = notifications.send(tenant, draft("ada")).id();
        records.flush();

        assertThat(deliveries.isConnected(tenant, "ada")).isFalse();
        assertThat(history(ada).get(0).state()).isEqualTo(NotificationState.QUEUED);
        assertRejected(Rejection.FORBIDDEN, () -> markSeen(display, id));
        assertRejected(Rejection.FORBIDDEN, () -> acknowledge(display, id));
        assertRejected(Rejection.FORBIDDEN, () -> dismiss(display, id));
    }

    @Test
    void sendsNothingIfTheTransactionAroundItFails() {
        assertThat(catchThrowableOfType(
                        IllegalStateException.class,
                        () -> transactions.inTransaction(() -> {
                            notifications.send(tenant, draft("ada"));
                            throw new IllegalStateException("changed my mind");
                        })))
                .hasMessage("changed my mind");

        assertThat(history(ada)).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void repeatsWithDoublingWaitsUpToTheCap() {
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        assertThat(set).containsEntry(new Timers.Key(Escalations.KIND, tenant, id), START.plusSeconds(5));

        assertThat(ring(id, 4)).contains(START.plusSeconds(5));
        assertThat(payloads(NotificationRepeated.class)).isEmpty();
        assertThat(ring(id, 5)).contains(START.plusSeconds(15));
        assertThat(ring(id, 15)).contains(START.plusSeconds(30));
        assertThat(ring(id, 30)).contains(START.plusSeconds(45));

        assertThat(payloads(NotificationRepeated.class))
                .hasSize(3)
                .allSatisfy(repeated -> assertThat(repeated.notification().id()).isEqualTo(id));
    }

    @Test
    void doesEachStepOnceThoughItsTimerRingsTwice() throws Exception {
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        clock.advance(Duration.ofSeconds(5));

        Parallel.run(4, thread -> assertThat(escalations.onDue(tenant, id)).contains(START.plusSeconds(15)));

        assertThat(payloads(NotificationRepeated.class)).hasSize(1);
    }

    @Test
    void climbsTheLadderOnceAndEndsWithIt() throws Exception {
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment().withMetadata("{\"a\":1}"))
                .id();
        Parallel.run(3, thread -> ringToTheEnd(id));
        ringWebhook(id);

        List<NotificationSnapshot> created = payloads(NotificationCreated.class).stream()
                .map(NotificationCreated::notification)
                .toList();
        assertThat(created).extracting(NotificationSnapshot::userId).containsExactly("ada", "cy", "boss");
        assertThat(created.subList(1, 3)).allSatisfy(copy -> {
            assertThat(copy.originId()).contains(id);
            assertThat(copy.message()).isEqualTo("Room 2");
            assertThat(copy.metadata()).contains("{\"a\":1}");
        });
        assertThat(calls)
                .containsExactly(new Webhook.UnacknowledgedNotification(
                        tenant, id, "ada", "urgent_alert", NotificationPriority.URGENT, START));
        assertThat(stored.escalationLog(tenant, id))
                .extracting(EscalationLogEntry::step)
                .containsExactlyInAnyOrder("rung-1-duty", "rung-2-lead", "rung-3-webhook", "webhook-sent", "exhausted");
        assertThat(escalations.onDue(tenant, id)).isEmpty();
        assertThat(webhookCalls.onDue(tenant, id)).isEmpty();
        assertThat(calls).hasSize(1);
    }

    @Test
    void passesOverARungThatReachesNobody() {
        onDuty = List.of("ada");
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        for (int second : List.of(5, 15, 30, 45)) {
            ring(id, second);
        }

        assertThat(payloads(NotificationCreated.class))
                .extracting(one -> one.notification().userId())
                .containsExactly("ada", "boss");
        assertThat(stored.escalationLog(tenant, id))
                .containsExactly(
                        new EscalationLogEntry("rung-1-duty", 0, START.plusSeconds(45)),
                        new EscalationLogEntry("rung-2-lead", 1, START.plusSeconds(45)));
    }

    /** Regression: the escalation skipped its steps while their users reconnected, and never tried them again. */
    @Test
    void anAlarmDueInTheSecondsAfterARestartReachesNurseAndRecipientWhoAreBackFiveSecondsLater() {
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        for (int second : List.of(5, 15, 30)) {
            ring(id, second);
        }
        onDuty = List.of();
        leads = List.of();
        Escalations restarted = escalations(Duration.ofSeconds(20), policy);

        clock.advance(Duration.ofSeconds(15));
        assertThat(restarted.onDue(tenant, id)).contains(START.plusSeconds(50));
        onDuty = List.of("cy");
        clock.advance(Duration.ofSeconds(5));
        assertThat(restarted.onDue(tenant, id)).contains(START.plusSeconds(55));
        told.clear();
        clock.advance(Duration.ofSeconds(5));
        restarted.onDue(tenant, id);

        assertThat(history(cy)).hasSize(1);
        assertThat(payloads(NotificationRepeated.class))
                .extracting(repeated -> repeated.notification().userId())
                .containsExactly("ada", "cy");
    }

    /** Regression: the delay counted from a start that took longer than the delay, so it ended before the port opened. */
    @Test
    void theStartDelayBeginsWhenThePortOpens() {
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        Escalations restarted = escalations(Duration.ofSeconds(20), policy);
        clock.advance(Duration.ofSeconds(30));
        restarted.onListening();

        assertThat(restarted.onDue(tenant, id)).contains(START.plusSeconds(50));
        assertThat(payloads(NotificationRepeated.class)).isEmpty();
        clock.advance(Duration.ofSeconds(20));
        restarted.onDue(tenant, id);
        assertThat(payloads(NotificationRepeated.class)).hasSize(1);
    }

    @Test
    void triesAStepThatReachedNobodyAgainWithoutDelayingTheNext() {
        onDuty = List.of();
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        for (int second : List.of(5, 15, 30)) {
            ring(id, second);
        }
        assertThat(ring(id, 45)).contains(START.plusSeconds(50));
        assertThat(history(cy)).isEmpty();
        assertThat(stored.escalationLog(tenant, id))
                .contains(new EscalationLogEntry("rung-2-lead", 1, START.plusSeconds(45)));

        ring(id, 50);
        onDuty = List.of("cy");
        assertThat(ring(id, 55)).contains(START.plusSeconds(60));

        assertThat(history(cy)).hasSize(1);
        assertThat(stored.escalationLog(tenant, id))
                .containsExactlyInAnyOrder(
                        new EscalationLogEntry("rung-1-duty", 1, START.plusSeconds(55)),
                        new EscalationLogEntry("rung-2-lead", 1, START.plusSeconds(45)));
        assertThat(ring(id, 56)).contains(START.plusSeconds(60));
        assertThat(history(cy)).hasSize(1);
    }

    /** Regression: the server tried such a step again for the time of all steps, and warned that no recipient was reached. */
    @Test
    void aStepWhoseConnectedUsersHaveTheNotificationCountsAsReached() {
        onDuty = List.of("cy");
        leads = List.of("ada", "cy");
        Escalations withoutWebhook = escalations(Duration.ZERO, policyOf(EscalationStep.DUTY, EscalationStep.LEAD));
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        advanceTo(withoutWebhook, id, 300);

        assertThat(stored.escalationLog(tenant, id))
                .contains(
                        new EscalationLogEntry("rung-1-duty", 1, START.plusSeconds(45)),
                        new EscalationLogEntry("rung-2-lead", 1, START.plusSeconds(90)));
        assertThat(payloads(NotificationCreated.class))
                .extracting(one -> one.notification().userId())
                .containsExactly("ada", "cy");
        assertThat(withoutWebhook.count(Escalations.Ending.UNREACHED)).isZero();
    }

    /** Regression: the limit applied to connected and absent users separately. */
    @Test
    void aStepNotifiesNoMoreThanItsLimitOfConnectedAndAbsentUsers() {
        onDuty = List.of();
        leads = IntStream.range(0, 40).mapToObj(i -> "lead-" + i).toList();
        absentLeads = IntStream.range(40, 80).mapToObj(i -> "lead-" + i).toList();
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        for (int second : List.of(5, 15, 30, 45)) {
            ring(id, second);
        }

        assertThat(stored.escalationGroup(tenant, id)).hasSize(1 + Escalations.MAX_NOTIFIED_PER_STEP);
    }

    @Test
    void waitsForUsersUntilTheTimeOfAllStepsHasPassedAndRepeatsMeanwhile() {
        onDuty = List.of();
        leads = List.of();
        Escalations withoutWebhook = escalations(Duration.ZERO, policyOf(EscalationStep.DUTY, EscalationStep.LEAD));
        assertThat(policyOf(EscalationStep.DUTY, EscalationStep.LEAD).duration())
                .isEqualTo(Duration.ofSeconds(135));
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        advanceTo(withoutWebhook, id, 120);
        assertThat(payloads(NotificationRepeated.class)).hasSizeGreaterThan(5);
        assertThat(withoutWebhook.count(Escalations.Ending.UNREACHED)).isZero();

        leads = List.of("boss");
        advanceTo(withoutWebhook, id, 125);
        assertThat(payloads(NotificationCreated.class))
                .extracting(one -> one.notification().userId())
                .containsExactly("ada", "boss");
        onDuty = List.of("cy");
        clock.advance(Duration.ofSeconds(15));
        told.clear();
        advanceTo(withoutWebhook, id, 300);

        assertThat(history(cy)).isEmpty();
        assertThat(payloads(NotificationRepeated.class)).isNotEmpty();
        assertThat(stored.escalationLog(tenant, id))
                .extracting(EscalationLogEntry::step)
                .contains("exhausted");
        assertThat(withoutWebhook.count(Escalations.Ending.UNREACHED)).isZero();
    }

    @Test
    void countsAnEscalationThatReachedNobodyAndLeavesItForAbsentLeads() {
        onDuty = List.of();
        leads = List.of();
        absentLeads = List.of("boss");
        Escalations withoutWebhook = escalations(Duration.ZERO, policyOf(EscalationStep.DUTY, EscalationStep.LEAD));
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        advanceTo(withoutWebhook, id, 130);
        assertThat(history(caller(tenant, "boss", Role.ADMIN))).isEmpty();

        List<String> warnings = logged(() -> advanceTo(withoutWebhook, id, 300));
        assertThat(withoutWebhook.count(Escalations.Ending.UNREACHED)).isEqualTo(1);
        assertThat(warnings)
                .containsExactly(
                        "WARN [tenant=\"%s\", notification=\"%s\"] escalation ended without reaching a recipient"
                                .formatted(tenant, id));
        assertThat(history(caller(tenant, "boss", Role.ADMIN))).hasSize(1);
        assertThat(withoutWebhook.onDue(tenant, id)).isEmpty();
        assertThat(withoutWebhook.count(Escalations.Ending.UNREACHED)).isEqualTo(1);
    }

    @Test
    void anAcknowledgmentEndsTheWaiting() {
        onDuty = List.of();
        leads = List.of();
        Escalations withoutWebhook = escalations(Duration.ZERO, policyOf(EscalationStep.DUTY, EscalationStep.LEAD));
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        advanceTo(withoutWebhook, id, 60);
        acknowledge(ada, id);

        assertThat(withoutWebhook.onDue(tenant, id)).isEmpty();
        assertThat(withoutWebhook.count(Escalations.Ending.UNREACHED)).isZero();
    }

    @Test
    void aRecipientThatCannotBeStoredStopsNeitherTheOthersNorTheEscalation() {
        onDuty = List.of("x".repeat(321), "cy");
        leads = List.of("y".repeat(321));
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        for (int second : List.of(5, 15, 30, 45)) {
            ring(id, second);
        }
        assertThat(escalations.onDue(tenant, id)).contains(START.plusSeconds(50));
        for (int second : List.of(50, 60, 75, 90)) {
            ring(id, second);
        }

        assertThat(payloads(NotificationCreated.class))
                .extracting(one -> one.notification().userId())
                .containsExactly("ada", "cy");
        assertThat(stored.escalationLog(tenant, id))
                .containsExactly(
                        new EscalationLogEntry("rung-1-duty", 1, START.plusSeconds(45)),
                        new EscalationLogEntry("rung-2-lead", 0, START.plusSeconds(90)),
                        new EscalationLogEntry("rung-3-webhook", 1, START.plusSeconds(90)));
        assertThat(stored.escalationGroup(tenant, id))
                .extracting(one -> one.snapshot().userId())
                .containsExactly("ada", "cy");
    }

    @Test
    void anybodyWhoWasToldMayAcknowledgeForAll() {
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        for (int second : List.of(5, 15, 30, 45)) {
            ring(id, second);
        }
        Notification copy = history(cy).get(0);

        notifications.acknowledge(cy, Optional.of("s1"), copy.id());

        Notification own = history(ada).get(0);
        assertThat(own.state()).isEqualTo(NotificationState.ACKNOWLEDGED);
        assertThat(own.acknowledged().orElseThrow().by()).isEqualTo("cy");
        assertThat(ring(id, 50)).isEmpty();
        assertThat(payloads(NotificationUpdated.class))
                .extracting(NotificationUpdated::userId)
                .containsExactly("ada", "cy");
        assertRejected(Rejection.NOT_FOUND, () -> acknowledge(cy, id));
    }

    @Test
    void leavesNobodyUnacknowledgedWhenAStepAndAnAcknowledgementMeet() throws Exception {
        for (int round = 0; round < 10; round++) {
            onDuty = List.of("duty" + round);
            String id = notifications
                    .send(tenant, draft("ada").requiringAcknowledgment())
                    .id();
            for (int i = 0; i < 3; i++) {
                clock.advance(Duration.ofSeconds(15));
                escalations.onDue(tenant, id);
            }
            clock.advance(Duration.ofSeconds(15));

            Parallel.run(2, thread -> {
                if (thread == 0) {
                    escalations.onDue(tenant, id);
                } else {
                    acknowledge(ada, id);
                }
            });

            assertThat(stored.escalationGroup(tenant, id))
                    .isNotEmpty()
                    .allSatisfy(one -> assertThat(one.state()).isEqualTo(NotificationState.ACKNOWLEDGED));
            assertThat(escalations.onDue(tenant, id)).isEmpty();
        }
    }

    @Test
    void callsTheWebhookAgainAfterFailuresAndGivesUpInTheEnd() {
        webhookConfirms = false;
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        assertThat(webhookCalls.onDue(tenant, id)).contains(START.plusSeconds(10));
        for (int i = 2; i < WebhookCalls.MAX_ATTEMPTS; i++) {
            assertThat(webhookCalls.onDue(tenant, id)).isPresent();
        }
        assertThat(webhookCalls.onDue(tenant, id)).isEmpty();
        assertThat(webhookCalls.onDue(tenant, id)).isEmpty();

        assertThat(calls).hasSize(WebhookCalls.MAX_ATTEMPTS);
    }

    @Test
    void callsNoWebhookForWhatWasAcknowledgedMeanwhile() {
        String id = notifications
                .send(tenant, draft("ada").requiringAcknowledgment())
                .id();
        acknowledge(ada, id);

        assertThat(webhookCalls.onDue(tenant, id)).isEmpty();
        assertThat(calls).isEmpty();
    }

    @Test
    void forgetsWhatIsTooOld() {
        TestClock longAgo = new TestClock(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);
        Notifications then = new Notifications(transactions, stored, escalations, throttle, emit, longAgo);
        then.send(tenant, draft("ada"));
        longAgo.advance(Duration.ofDays(90));
        then.deleteOlderThan(Duration.ofDays(90));
        assertThat(history(ada)).hasSize(1);

        longAgo.advance(Duration.ofMillis(1));
        then.deleteOlderThan(Duration.ofDays(90));
        assertThat(history(ada)).isEmpty();
    }

    /** Connects a session; the ids of the notifications that it receives on connect appear in the result. */
    private List<String> connect(Caller caller, String session) {
        List<String> received = new ArrayList<>();
        deliveries.connected(caller, session, (waiting, unread) -> waiting.forEach(one -> received.add(one.id())));
        return received;
    }

    private Escalations escalations(Duration startDelay, EscalationPolicy steps) {
        return new Escalations(
                stored,
                transactions,
                (key, at) -> set.putIfAbsent(key, at),
                new OnCallStaff() {
                    @Override
                    public OnCall onDuty(TenantId who, NotificationSnapshot unanswered) {
                        return new OnCall(onDuty, List.of());
                    }

                    @Override
                    public OnCall clinicLeads(TenantId who) {
                        return new OnCall(leads, absentLeads);
                    }
                },
                webhook,
                emit,
                steps,
                startDelay,
                clock);
    }

    private EscalationPolicy policyOf(EscalationStep... steps) {
        return new EscalationPolicy(
                policy.initialRetryDelay(), policy.maxRetryDelay(), policy.retries(), List.of(steps));
    }

    /** The lines that escalations log during this work: level, fields, and text. */
    private static List<String> logged(Runnable work) {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Escalations.class);
        lines.start();
        logger.addAppender(lines);
        try {
            work.run();
        } finally {
            logger.detachAppender(lines);
        }
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getKeyValuePairs() + " " + line.getFormattedMessage())
                .toList();
    }

    /** Runs the timer whenever it is due, until so many seconds after the start. */
    private void advanceTo(Escalations running, String id, int second) {
        Instant end = START.plusSeconds(second);
        Optional<Instant> next = running.onDue(tenant, id);
        while (next.isPresent() && !next.get().isAfter(end)) {
            clock.advance(Duration.between(clock.instant(), next.get()));
            next = running.onDue(tenant, id);
        }
    }

    private void ringToTheEnd(String id) {
        Optional<Instant> next = escalations.onDue(tenant, id);
        while (next.isPresent()) {
            clock.advance(Duration.ofSeconds(1));
            next = escalations.onDue(tenant, id);
        }
    }

    private void ringWebhook(String id) {
        assertThat(set).containsKey(new Timers.Key(WebhookCalls.KIND, tenant, id));
        assertThat(webhookCalls.onDue(tenant, id)).isEmpty();
    }

    /** Runs the timer so many seconds after the start. */
    private Optional<Instant> ring(String id, int second) {
        clock.advance(Duration.between(clock.instant(), START.plusSeconds(second)));
        return escalations.onDue(tenant, id);
    }

    private Page<Notification> history(Caller caller, int limit) {
        return notifications.history(caller, Optional.empty(), limit);
    }

    private Notification acknowledge(Caller caller, String id) {
        return notifications.acknowledge(caller, Optional.empty(), id);
    }

    private Notification dismiss(Caller caller, String id) {
        return notifications.dismiss(caller, Optional.empty(), id);
    }

    private Notification markSeen(Caller caller, String id) {
        return notifications.markSeen(caller, Optional.empty(), id);
    }

    private List<String> markSeen(Caller caller, Set<String> ids) {
        return notifications.markSeen(caller, Optional.empty(), ids);
    }

    private List<Notification> history(Caller caller) {
        return history(caller, 200).items();
    }

    private <P> List<P> payloads(Class<P> type) {
        return told.stream()
                .map(Event::payload)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static NotificationDraft draft(String user) {
        return NotificationDraft.of(
                user, NotificationKind.URGENT_ALERT, "Patient fell", "Room 2", NotificationPriority.URGENT);
    }

    private static void assertRejected(Rejection rejection, ThrowingCallable call) {
        assertThat(catchThrowableOfType(RejectedException.class, call).rejection())
                .isEqualTo(rejection);
    }

    private static Caller caller(TenantId tenant, String user, Role role) {
        return new Caller(
                new PrincipalBuilder(user, "Name of " + user, Set.of(role))
                        .tenant(tenant)
                        .build(),
                tenant);
    }
}
