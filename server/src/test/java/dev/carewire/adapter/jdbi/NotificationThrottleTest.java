package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.Parallel;
import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.Event;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationEvents.PreferencesTold;
import dev.carewire.event.NotificationPreference;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.QuietHours;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.EscalationPolicy;
import dev.carewire.notification.Escalations;
import dev.carewire.notification.Notification;
import dev.carewire.notification.NotificationDraft;
import dev.carewire.notification.NotificationKind;
import dev.carewire.notification.NotificationThrottle;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.OnCallStaff;
import dev.carewire.notification.Preferences;
import dev.carewire.notification.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Which notifications the throttle suppresses, holds back or combines. */
class NotificationThrottleTest extends DatabaseTest {

    private static final Instant START = Instant.parse("2026-11-20T15:00:00.250Z");
    private static final int MOST = 3;

    private final List<Event<?>> told = Collections.synchronizedList(new ArrayList<>());
    private final Map<Timers.Key, Instant> set = new ConcurrentHashMap<>();
    private final TestClock clock = new TestClock(START, ZoneOffset.UTC);
    private final Transactions transactions = new JdbiTransactions(database());
    private final JdbiNotifications stored = new JdbiNotifications(database());
    private final JdbiPreferences preferenceRows = new JdbiPreferences(database());
    private final NotificationEmit emit = new NotificationEmit(TestPublishers.over(database(), told::add), clock);
    private final NotificationThrottle throttle = new NotificationThrottle(
            stored, preferenceRows, new JdbiHeldNotifications(database()), transactions, set::put, emit, MOST, clock);
    private final Escalations escalations = new Escalations(
            stored,
            transactions,
            (key, at) -> {},
            new Nobody(),
            new NoCalls(),
            emit,
            new EscalationPolicy(Duration.ofSeconds(5), Duration.ofSeconds(5), 1, List.of()),
            Duration.ZERO,
            clock);
    private final Notifications notifications =
            new Notifications(transactions, stored, escalations, throttle, emit, clock);
    private final Preferences preferences = new Preferences(transactions, preferenceRows, emit);

    private final Caller ada = caller(tenant, "ada", Role.DOCTOR);

    NotificationThrottleTest(TestDatabases which) {
        super(which);
    }

    @Test
    void whatAUserDoesNotWantIsInTheHistoryAndNeverTold() {
        prefer(preference("general", false, NotificationPriority.LOW));
        send("general", NotificationPriority.URGENT);
        send("task_assigned", NotificationPriority.LOW);

        assertThat(toldTitles()).containsExactly("task_assigned 2");
        assertThat(historyTitles()).containsExactly("task_assigned 2", "general 1");
        assertThat(set).isEmpty();
        assertThat(stored.dueOnConnect(tenant, "ada", clock.instant(), 10))
                .extracting(one -> one.snapshot().title())
                .containsExactly("task_assigned 2");
    }

    @Test
    void whatIsBelowTheLowestPriorityIsNotTold() {
        prefer(preference("general", true, NotificationPriority.HIGH));
        send("general", NotificationPriority.NORMAL);
        send("general", NotificationPriority.HIGH);
        assertThat(toldTitles()).containsExactly("general 2");
    }

    @Test
    void whatIsSaidOfAKindCountsBeforeWhatIsSaidOfAny() {
        prefer(preference("general", true, NotificationPriority.LOW));
        prefer(preference(NotificationPreference.ANY, false, NotificationPriority.LOW));
        send("general", NotificationPriority.NORMAL);
        send("task_assigned", NotificationPriority.NORMAL);
        notifications.send(otherTenant, draft("task_assigned", NotificationPriority.NORMAL));
        assertThat(toldTitles()).containsExactly("general 1", "task_assigned 3");

        preferences.change(ada, Map.of(NotificationPreference.ANY, Optional.empty()));
        send("task_assigned", NotificationPriority.NORMAL);
        assertThat(toldTitles()).contains("task_assigned 4");
    }

    @Test
    void whatMustBeAcknowledgedIsToldWhateverTheUserPrefers() {
        prefer(preference(NotificationPreference.ANY, false, NotificationPriority.EMERGENCY, quietNow()));
        notifications.send(tenant, draft("general", NotificationPriority.NORMAL).requiringAcknowledgment());
        assertThat(toldTitles()).containsExactly("general 1");
    }

    @Test
    void whatComesInQuietHoursIsToldInOrderWhenTheyEndAndOnce() {
        prefer(preference(NotificationPreference.ANY, true, NotificationPriority.LOW, quietNow()));
        String first = send("general", NotificationPriority.NORMAL);
        String second = send("task_assigned", NotificationPriority.HIGH);
        send("general", NotificationPriority.URGENT);
        send("general", NotificationPriority.EMERGENCY);
        assertThat(toldTitles()).containsExactly("general 3", "general 4");
        assertThat(stored.dueOnConnect(tenant, "ada", clock.instant(), 10)).hasSize(2);

        Instant end = Instant.parse("2026-11-20T17:00:00Z");
        assertThat(set.values()).containsExactly(end, end);
        assertThat(throttle.onDue(tenant, second)).contains(end);
        assertThat(toldTitles()).hasSize(2);

        clock.advance(Duration.between(START, end));
        assertThat(throttle.onDue(tenant, second)).isEmpty();
        assertThat(throttle.onDue(tenant, first)).isEmpty();
        assertThat(throttle.onDue(tenant, second)).isEmpty();
        assertThat(toldTitles()).containsExactly("general 3", "general 4", "general 1", "task_assigned 2");
        assertThat(stored.dueOnConnect(tenant, "ada", clock.instant(), 10)).hasSize(4);
    }

    @Test
    void whatWasReadMeanwhileIsNotToldAfterwards() {
        prefer(preference(NotificationPreference.ANY, true, NotificationPriority.LOW, quietNow()));
        String read = send("general", NotificationPriority.NORMAL);
        String dismissed = send("general", NotificationPriority.NORMAL);
        send("general", NotificationPriority.NORMAL);
        notifications.markSeen(ada, Optional.empty(), read);
        notifications.dismiss(ada, Optional.empty(), dismissed);

        clock.advance(Duration.ofHours(3));
        ringAll();
        assertThat(toldTitles()).containsExactly("general 3");
    }

    @Test
    void tooManyOfAKindAreToldInOneWhenTheMinuteEnds() {
        for (int i = 0; i < MOST + 2; i++) {
            send("general", NotificationPriority.NORMAL);
        }
        send("general", NotificationPriority.URGENT);
        send("task_assigned", NotificationPriority.NORMAL);
        assertThat(toldTitles()).containsExactly("general 1", "general 2", "general 3", "general 6", "task_assigned 7");
        assertThat(set.values())
                .containsOnly(START.plus(NotificationThrottle.WINDOW))
                .hasSize(2);

        clock.advance(NotificationThrottle.WINDOW);
        ringAll();
        ringAll();
        NotificationSnapshot summary = toldLast();
        assertThat(told()).hasSize(6);
        assertThat(summary.kind()).isEqualTo("grouped");
        assertThat(summary.title()).isEqualTo("2 more notifications");
        assertThat(summary.message()).isEqualTo("2 more of the type general can be found in the history");
        assertThat(summary.metadata()).contains("{\"groupedType\":\"general\",\"count\":2}");
        assertThat(historyTitles()).hasSize(8);
        assertThat(stored.dueOnConnect(tenant, "ada", clock.instant(), 10)).hasSize(6);

        send("general", NotificationPriority.NORMAL);
        assertThat(toldTitles()).endsWith("general 8");
    }

    @Test
    void aSummaryHasTheHighestPriorityOfWhatItStandsForAndRespectsQuietHours() {
        for (int i = 0; i < MOST; i++) {
            send("general", NotificationPriority.LOW);
        }
        send("general", NotificationPriority.HIGH);
        clock.advance(NotificationThrottle.WINDOW);
        prefer(preference(NotificationPreference.ANY, true, NotificationPriority.LOW, quietNow()));
        ringAll();
        assertThat(toldTitles()).hasSize(MOST);

        clock.advance(Duration.ofHours(2));
        ringAll();
        assertThat(toldLast().title()).isEqualTo("1 more notification");
        assertThat(toldLast().priority()).isEqualTo(NotificationPriority.HIGH);
    }

    @Test
    void aNightFullOfNotificationsEndsWithFewOfEachKindAndASummary() {
        prefer(preference(NotificationPreference.ANY, true, NotificationPriority.LOW, quietNow()));
        for (int i = 0; i < MOST + 2; i++) {
            send("general", NotificationPriority.NORMAL);
        }
        send("task_assigned", NotificationPriority.NORMAL);
        clock.advance(Duration.ofHours(3));
        ringAll();
        assertThat(toldTitles())
                .containsExactly("general 1", "general 2", "general 3", "task_assigned 6", "2 more notifications");
    }

    @Test
    void severalTimersThatRingAtOnceTellOnce() throws Exception {
        prefer(preference(NotificationPreference.ANY, true, NotificationPriority.LOW, quietNow()));
        List<String> ids = IntStream.range(0, 4)
                .mapToObj(i -> send("general", NotificationPriority.NORMAL))
                .toList();
        clock.advance(Duration.ofHours(3));
        Parallel.run(4, i -> throttle.onDue(tenant, ids.get(i)));
        assertThat(toldTitles())
                .containsExactlyInAnyOrder("general 1", "general 2", "general 3", "1 more notification");
    }

    @Test
    void heldNotificationsAreForgottenWithTheOthers() {
        prefer(preference("general", false, NotificationPriority.LOW));
        TestClock longAgo = new TestClock(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);
        Notifications then = new Notifications(transactions, stored, escalations, throttle, emit, longAgo);
        then.send(tenant, draft("general", NotificationPriority.NORMAL));
        assertThat(historyTitles()).hasSize(1);

        longAgo.advance(Duration.ofDays(1));
        then.deleteOlderThan(Duration.ofHours(1));
        assertThat(historyTitles()).isEmpty();
    }

    @Test
    void preferencesAreKeptByKindAndToldToTheUsersSessions() {
        NotificationPreference any =
                preference(NotificationPreference.ANY, true, NotificationPriority.NORMAL, quietNow());
        NotificationPreference general = preference("general", false, NotificationPriority.LOW);
        prefer(any);
        assertThat(prefer(general)).containsExactly(any, general);
        assertThat(preferences.list(ada)).containsExactly(any, general);
        assertThat(preferences.list(caller(otherTenant, "ada", Role.DOCTOR))).isEmpty();
        assertThat(preferences.list(caller(tenant, "bob", Role.DOCTOR))).isEmpty();
        assertThat(told.get(1).payload()).isEqualTo(new PreferencesTold("ada", List.of(any, general)));

        NotificationPreference wanted = preference("general", true, NotificationPriority.HIGH);
        assertThat(preferences.change(
                        ada, Map.of("general", Optional.of(wanted), NotificationPreference.ANY, Optional.empty())))
                .containsExactly(wanted);
        preferences.publish(ada);
        assertThat(told.get(told.size() - 1).payload()).isEqualTo(new PreferencesTold("ada", List.of(wanted)));
    }

    @Test
    void severalChangesAtOnceLeaveOneOfThem() throws Exception {
        Parallel.run(4, i -> prefer(preference("general", i % 2 == 0, NotificationPriority.LOW)));
        assertThat(preferences.list(ada)).hasSize(1);
    }

    @Test
    void refusesKindsThatCannotBeAndTooManyOfThemAndDisplays() {
        NotificationPreference odd = preference("no kind", true, NotificationPriority.LOW);
        assertRejected(Rejection.INVALID, () -> preferences.change(ada, Map.of("no kind", Optional.of(odd))));

        Map<String, Optional<NotificationPreference>> many = new HashMap<>();
        for (int i = 0; i <= Preferences.MAX_KINDS; i++) {
            many.put("k" + i, Optional.of(preference("k" + i, true, NotificationPriority.LOW)));
        }
        assertRejected(Rejection.INVALID, () -> preferences.change(ada, many));
        assertThat(preferences.list(ada)).isEmpty();

        Caller display = caller(tenant, "ada", Role.DISPLAY);
        assertRejected(Rejection.FORBIDDEN, () -> preferences.change(display, Map.of()));
    }

    /** From now on until 17:00. */
    private static Optional<QuietHours> quietNow() {
        return Optional.of(new QuietHours(LocalTime.of(15, 0), LocalTime.of(17, 0), ZoneOffset.UTC));
    }

    private static NotificationPreference preference(String kind, boolean wanted, NotificationPriority lowest) {
        return preference(kind, wanted, lowest, Optional.empty());
    }

    private static NotificationPreference preference(
            String kind, boolean enabled, NotificationPriority least, Optional<QuietHours> quiet) {
        return new NotificationPreference(kind, enabled, least, quiet);
    }

    private List<NotificationPreference> prefer(NotificationPreference preference) {
        return preferences.change(ada, Map.of(preference.kind(), Optional.of(preference)));
    }

    private int sent;

    private NotificationDraft draft(String kind, NotificationPriority priority) {
        sent++;
        return NotificationDraft.of("ada", new NotificationKind(kind), kind + " " + sent, "Marker", priority);
    }

    private String send(String kind, NotificationPriority priority) {
        return notifications.send(tenant, draft(kind, priority)).id();
    }

    private void ringAll() {
        Map.copyOf(set).keySet().forEach(key -> {
            assertThat(key.kind()).isEqualTo(NotificationThrottle.KIND);
            throttle.onDue(key.tenant(), key.id());
        });
    }

    private List<NotificationSnapshot> told() {
        return told.stream()
                .map(Event::payload)
                .filter(NotificationCreated.class::isInstance)
                .map(NotificationCreated.class::cast)
                .map(NotificationCreated::notification)
                .toList();
    }

    private NotificationSnapshot toldLast() {
        return told().get(told().size() - 1);
    }

    private List<String> toldTitles() {
        return told().stream().map(NotificationSnapshot::title).toList();
    }

    private List<String> historyTitles() {
        return notifications.history(ada, Optional.empty(), 100).items().stream()
                .map(Notification::snapshot)
                .map(NotificationSnapshot::title)
                .toList();
    }

    private static Caller caller(TenantId tenant, String user, Role role) {
        return new Caller(
                new PrincipalBuilder(user, user, Set.of(role)).tenant(tenant).build(), tenant);
    }

    private static void assertRejected(Rejection expected, ThrowingCallable command) {
        RejectedException rejected = catchThrowableOfType(RejectedException.class, command);
        assertThat(rejected.rejection()).isEqualTo(expected);
    }

    private static final class Nobody implements OnCallStaff {
        @Override
        public OnCall onDuty(TenantId tenant, NotificationSnapshot unanswered) {
            return new OnCall(List.of(), List.of());
        }

        @Override
        public OnCall clinicLeads(TenantId tenant) {
            return new OnCall(List.of(), List.of());
        }
    }

    private static final class NoCalls implements Webhook {
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
