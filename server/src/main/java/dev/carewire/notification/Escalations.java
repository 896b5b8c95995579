package dev.carewire.notification;

import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.EscalationPolicy.EscalationStep;
import dev.carewire.notification.NotificationRepository.EscalationLogEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats unacknowledged notifications and escalates them to further recipients, step by step, until a recipient
 * acknowledges or no step is left. Each step and its effects are one transaction that locks the escalation. The stored
 * escalation decides what is due, so duplicate timers have no effect. Any thread; blocks.
 *
 * <p>A step that reaches no connected user does not delay the next one. The server tries it again as users connect,
 * until the {@linkplain EscalationPolicy#duration() time of all steps} has passed since the notification. After its port
 * has opened, the server waits for its clients first, and that time begins anew.
 */
public final class Escalations implements Timers.TimerListener {

    /** The kind of this listener's timers. Databases hold timers of this kind, so its former name stays. */
    public static final String KIND = "notification.chase";

    /** Most users that one step notifies, connected and absent ones together. */
    public static final int MAX_NOTIFIED_PER_STEP = 50;

    /** Starts a step's name in the log. Databases hold such logs, so the former name stays. */
    private static final String STEP_PREFIX = "rung-";

    private static final String EXHAUSTED = "exhausted";

    private static final Logger log = LoggerFactory.getLogger(Escalations.class);

    private final NotificationRepository notifications;
    private final Transactions transactions;
    private final Timers timers;
    private final NotificationEmit emit;
    private final EscalationRecipients recipients;
    private final EscalationPolicy policy;
    private final Clock clock;
    private final Duration startDelay;
    private final Map<Ending, LongAdder> endings = Arrays.stream(Ending.values())
            .collect(Collectors.toUnmodifiableMap(ending -> ending, ending -> new LongAdder()));

    /** When escalations continue. */
    private volatile Instant clientsExpected;

    /**
     * Escalates as {@code policy} states.
     *
     * @param startDelay from {@link #onListening} until the server continues escalations
     */
    public Escalations(
            NotificationRepository notifications,
            Transactions transactions,
            Timers timers,
            OnCallStaff onCallStaff,
            Webhook webhook,
            NotificationEmit emit,
            EscalationPolicy policy,
            Duration startDelay,
            Clock clock) {
        this.notifications = notifications;
        this.transactions = transactions;
        this.timers = timers;
        this.emit = emit;
        this.recipients = new EscalationRecipients(notifications, transactions, timers, onCallStaff, webhook, emit);
        this.policy = policy;
        this.clock = clock;
        this.startDelay = startDelay;
        this.clientsExpected = clock.instant().plus(startDelay);
    }

    /** Begins the start delay. Call once, when clients can connect and before the first timer; never blocks. */
    public void onListening() {
        clientsExpected = clock.instant().plus(startDelay);
    }

    /** Starts the escalation of a notification, in the transaction that adds the notification. */
    void start(TenantId tenant, String id) {
        Escalation escalation = new Escalation(0, 0, clock.instant().plus(policy.retryDelay(0)));
        notifications.startEscalation(tenant, id, escalation);
        timers.set(new Timers.Key(KIND, tenant, id), escalation.nextAt());
    }

    /** The number of escalations that have ended on this node in this way. */
    public long count(Ending ending) {
        return Objects.requireNonNull(endings.get(ending), "ending").sum();
    }

    @Override
    public Optional<Instant> onDue(TenantId tenant, String id) {
        Instant expected = clientsExpected;
        if (clock.instant().isBefore(expected)) {
            return Optional.of(expected);
        }
        TimerOutcome outcome = transactions.inTransaction(() -> advance(tenant, id));
        outcome.toRepeat().forEach(notification -> emit.repeatNotification(tenant, notification));
        outcome.ending()
                .ifPresent(ending -> Objects.requireNonNull(endings.get(ending)).increment());
        if (outcome.ending().equals(Optional.of(Ending.UNREACHED))) {
            log.atWarn()
                    .addKeyValue("tenant", tenant)
                    .addKeyValue("notification", id)
                    .log("escalation ended without reaching a recipient");
        }
        return outcome.nextAt();
    }

    private TimerOutcome advance(TenantId tenant, String id) {
        Optional<Escalation> locked = notifications.lockEscalation(tenant, id);
        if (locked.isEmpty()) {
            return TimerOutcome.end(Ending.ACKNOWLEDGED);
        }
        return new Turn(tenant, id, locked.get(), clock.instant()).run();
    }

    private static String stepName(int number, EscalationStep step) {
        return STEP_PREFIX + number + "-" + step.name().toLowerCase(Locale.ROOT);
    }

    private static List<NotificationSnapshot> unacknowledged(List<Notification> group) {
        return group.stream()
                .filter(notification -> notification.state() != NotificationState.ACKNOWLEDGED)
                .map(Notification::snapshot)
                .toList();
    }

    /** One turn of a locked escalation. */
    private final class Turn {

        private final TenantId tenant;
        private final String id;
        private final Escalation escalation;
        private final Instant now;
        private final List<Notification> group;

        /** Whether the steps that reached no user may be tried again. */
        private final boolean withinTime;

        Turn(TenantId tenant, String id, Escalation escalation, Instant now) {
            this.tenant = tenant;
            this.id = id;
            this.escalation = escalation;
            this.now = now;
            this.group = notifications.escalationGroup(tenant, id);
            Instant created = group.get(0).snapshot().createdAt();
            Instant expected = clientsExpected;
            Instant begin = created.isAfter(expected) ? created : expected;
            this.withinTime = now.isBefore(begin.plus(policy.duration()));
        }

        TimerOutcome run() {
            Set<Integer> missed = missedSteps();
            boolean reachedLate = withinTime && missed.removeIf(this::reachesNow);
            if (reachedLate && isPastLastStep()) {
                return next(
                        new Escalation(escalation.stepNumber(), 0, now.plus(policy.retryDelay(0))), missed, List.of());
            }
            if (now.isBefore(escalation.nextAt())) {
                return TimerOutcome.at(nextTurn(escalation.nextAt(), missed));
            }
            if (escalation.repeats() < policy.retries() || (isPastLastStep() && mayReach(missed))) {
                int repeats = Math.min(escalation.repeats() + 1, policy.retries());
                Instant at = now.plus(policy.retryDelay(repeats));
                return next(new Escalation(escalation.stepNumber(), repeats, at), missed, unacknowledged(group));
            }
            return escalate(missed);
        }

        /** The steps so far that reached no user, and whose users may connect. */
        private Set<Integer> missedSteps() {
            Set<String> unreachedNames = notifications.escalationLog(tenant, id).stream()
                    .filter(entry -> entry.reached() == 0)
                    .map(EscalationLogEntry::step)
                    .collect(Collectors.toSet());
            return IntStream.rangeClosed(1, policy.steps().size())
                    .filter(number -> EscalationRecipients.mayConnect(step(number)))
                    .filter(number -> unreachedNames.contains(stepName(number, step(number))))
                    .boxed()
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private boolean reachesNow(int number) {
            int reached = recipients.send(tenant, step(number), notifications.escalationGroup(tenant, id), now);
            if (reached > 0) {
                notifications.replaceEscalationLog(
                        tenant, id, new EscalationLogEntry(stepName(number, step(number)), reached, now));
            }
            return reached > 0;
        }

        /** Continues with the first of the remaining steps that reaches a recipient, and logs those that do not. */
        private TimerOutcome escalate(Set<Integer> missed) {
            for (int number = escalation.stepNumber() + 1;
                    number <= policy.steps().size();
                    number++) {
                EscalationStep step = step(number);
                int reached = recipients.send(tenant, step, notifications.escalationGroup(tenant, id), now);
                notifications.appendEscalationLog(
                        tenant, id, new EscalationLogEntry(stepName(number, step), reached, now));
                if (reached > 0) {
                    return next(new Escalation(number, 0, now.plus(policy.retryDelay(0))), missed, List.of());
                }
                if (EscalationRecipients.mayConnect(step)) {
                    missed.add(number);
                }
            }
            if (mayReach(missed)) {
                int pastLast = policy.steps().size() + 1;
                return next(new Escalation(pastLast, 0, now.plus(policy.retryDelay(0))), missed, List.of());
            }
            return end(missed);
        }

        private TimerOutcome end(Set<Integer> missed) {
            missed.forEach(number ->
                    recipients.storeForAbsent(tenant, step(number), notifications.escalationGroup(tenant, id), now));
            notifications.appendEscalationLog(tenant, id, new EscalationLogEntry(EXHAUSTED, 0, now));
            notifications.endEscalation(tenant, id);
            return TimerOutcome.end(hasReachedARecipient() ? Ending.REACHED : Ending.UNREACHED);
        }

        /** Without steps, the user of the notification is the only recipient. */
        private boolean hasReachedARecipient() {
            return policy.steps().isEmpty()
                    ? group.get(0).state() != NotificationState.QUEUED
                    : notifications.escalationLog(tenant, id).stream().anyMatch(entry -> entry.reached() > 0);
        }

        private TimerOutcome next(Escalation next, Set<Integer> missed, List<NotificationSnapshot> toRepeat) {
            notifications.updateEscalation(tenant, id, next);
            return new TimerOutcome(Optional.of(nextTurn(next.nextAt(), missed)), toRepeat, Optional.empty());
        }

        /** Earlier than {@code due} if a step is to be tried again. */
        private Instant nextTurn(Instant due, Set<Integer> missed) {
            Instant retry = now.plus(policy.retryDelay(0));
            return mayReach(missed) && retry.isBefore(due) ? retry : due;
        }

        private boolean mayReach(Set<Integer> missed) {
            return withinTime && !missed.isEmpty();
        }

        private boolean isPastLastStep() {
            return escalation.stepNumber() > policy.steps().size();
        }

        private EscalationStep step(int number) {
            return policy.steps().get(number - 1);
        }
    }

    /** How an escalation has ended. */
    public enum Ending {
        /** A user has acknowledged the notification. */
        ACKNOWLEDGED,
        /** It has reached a recipient in its time, but no user has acknowledged the notification. */
        REACHED,
        /** It has reached no recipient. */
        UNREACHED
    }

    /** The outcome of a timer: its next time, and the notifications to repeat after the commit. */
    private record TimerOutcome(
            Optional<Instant> nextAt, List<NotificationSnapshot> toRepeat, Optional<Ending> ending) {

        static TimerOutcome end(Ending ending) {
            return new TimerOutcome(Optional.empty(), List.of(), Optional.of(ending));
        }

        static TimerOutcome at(Instant next) {
            return new TimerOutcome(Optional.of(next), List.of(), Optional.empty());
        }
    }
}
