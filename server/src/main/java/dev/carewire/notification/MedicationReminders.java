package dev.carewire.notification;

import dev.carewire.clinic.ClinicZones;
import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.MedicationScheduleRepository.ScheduledMedication;
import dev.carewire.record.RecordLock;
import dev.carewire.text.Identifier;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reminds users of their medication. Only its user and the staff can access a schedule; for other users it is
 * {@code NOT_FOUND}. A reminder that is more than an hour late is skipped, so that no dose follows another too soon.
 * Any thread; every method blocks, never on an event loop.
 */
public final class MedicationReminders implements Timers.TimerListener {

    /** The kind of this listener's timers. */
    public static final String KIND = "reminder.medication";

    /** Most schedules of one user. */
    public static final int MAX_SCHEDULES = 50;

    /** Most times of day in one schedule. */
    public static final int MAX_TIMES = 12;

    private final MedicationScheduleRepository schedules;
    private final Transactions transactions;
    private final Timers timers;
    private final PredefinedNotifications predefined;
    private final ClinicZones zones;
    private final Clock clock;

    /**
     * Schedules stored in {@code schedules}.
     *
     * @param zones for schedules that name no time zone
     */
    public MedicationReminders(
            MedicationScheduleRepository schedules,
            Transactions transactions,
            Timers timers,
            PredefinedNotifications predefined,
            ClinicZones zones,
            Clock clock) {
        this.schedules = schedules;
        this.transactions = transactions;
        this.timers = timers;
        this.predefined = predefined;
        this.zones = zones;
        this.clock = clock;
    }

    /**
     * Creates a schedule for the caller or, by staff, for another user.
     *
     * @throws RejectedException {@code INVALID} for an invalid form, including one without any time between start and
     *     end. {@code FORBIDDEN} for another user, unless by staff; {@code CONFLICT} beyond {@value #MAX_SCHEDULES}
     */
    public ScheduledMedication plan(Caller caller, MedicationReminderForm form) {
        String user = targetUser(caller, form.userId());
        Instant now = clock.instant();
        MedicationSchedule schedule = validated(caller.tenant(), user, form, now);
        Instant next = schedule.nextAfter(now)
                .orElseThrow(() -> RejectedException.invalid("endAt: before the first time (expected: after it)"));
        return transactions.inTransaction(() -> {
            if (schedules.list(caller.tenant(), user).size() >= MAX_SCHEDULES) {
                throw RejectedException.conflict("too many medication reminders (at most " + MAX_SCHEDULES + ")");
            }
            schedules.add(caller.tenant(), schedule, next);
            timers.set(new Timers.Key(KIND, caller.tenant(), schedule.id()), next);
            return new ScheduledMedication(schedule, next);
        });
    }

    private MedicationSchedule validated(TenantId tenant, String user, MedicationReminderForm form, Instant now) {
        String medication = Fields.line("medication", Fields.required("medication", form.medication()));
        Optional<String> dosage = form.dosage().map(text -> Fields.line("dosage", text));
        Set<LocalTime> times = form.times();
        Fields.within("times", times.size(), 1, MAX_TIMES);
        if (times.stream().anyMatch(time -> !time.equals(time.truncatedTo(ChronoUnit.MINUTES)))) {
            throw RejectedException.invalid("times: invalid (expected: whole minutes, HH:mm)");
        }
        Set<DayOfWeek> days = form.days().isEmpty() ? EnumSet.allOf(DayOfWeek.class) : form.days();
        ZoneId zone = form.zone().orElseGet(() -> zones.zoneOf(tenant));
        Instant startAt = form.startAt()
                .map(at -> ReminderLimits.requirePlausible("startAt", at, now))
                .orElse(now);
        Optional<Instant> endAt = form.endAt().map(at -> ReminderLimits.requirePlausible("endAt", at, now));
        return new MedicationSchedule(
                UUID.randomUUID().toString(),
                user,
                medication,
                dosage,
                new TreeSet<>(times),
                new TreeSet<>(days),
                zone,
                startAt,
                endAt);
    }

    /**
     * Schedules that have not ended, by their next time.
     *
     * @param userId empty for the caller
     * @throws RejectedException {@code FORBIDDEN} for another user, unless by staff
     */
    public List<ScheduledMedication> list(Caller caller, Optional<String> userId) {
        return schedules.list(caller.tenant(), targetUser(caller, userId));
    }

    /**
     * Deletes a schedule.
     *
     * @throws RejectedException {@code NOT_FOUND} for an unknown one, and for another user's unless by staff
     */
    public void cancel(Caller caller, String id) {
        boolean found = whileLocked(caller, id, planned -> schedules.remove(caller.tenant(), id))
                .orElse(false);
        if (!found) {
            throw RejectedException.notFound("medication reminder");
        }
    }

    /** As {@link RecordLock#whileLocked}; empty for another user's schedule, unless by staff. */
    public <T> Optional<T> whileLocked(Caller caller, String id, Function<ScheduledMedication, T> work) {
        return Identifier.isValid(id)
                ? transactions.inTransaction(() -> schedules
                        .lock(caller.tenant(), id)
                        .filter(planned -> mayPlanFor(caller, planned.schedule().userId()))
                        .map(work))
                : Optional.empty();
    }

    private static String targetUser(Caller caller, Optional<String> userId) {
        String user = userId.map(id -> Fields.id("userId", id)).orElse(caller.userId());
        if (!mayPlanFor(caller, user)) {
            throw RejectedException.forbidden("only staff may see and set reminders of others");
        }
        return user;
    }

    private static boolean mayPlanFor(Caller caller, String userId) {
        boolean own = caller.userId().equals(userId) && Access.maySend(caller.principal());
        return own || Access.mayAccessRecords(caller.principal());
    }

    @Override
    public Optional<Instant> onDue(TenantId tenant, String id) {
        return transactions.inTransaction(
                () -> schedules.lock(tenant, id).flatMap(planned -> advance(tenant, planned, clock.instant())));
    }

    private Optional<Instant> advance(TenantId tenant, ScheduledMedication planned, Instant now) {
        Instant due = planned.nextAt();
        if (now.isBefore(due)) {
            return Optional.of(due);
        }
        MedicationSchedule schedule = planned.schedule();
        if (!ReminderLimits.isTooLate(due, now)) {
            predefined.sendMedicationReminder(tenant, schedule);
        }
        Optional<Instant> next = schedule.nextAfter(now);
        next.ifPresentOrElse(
                at -> schedules.setNextAt(tenant, schedule.id(), at), () -> schedules.remove(tenant, schedule.id()));
        return next;
    }
}
