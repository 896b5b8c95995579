package dev.carewire.notification;

import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.AppointmentReminderRepository.AppointmentReminder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reminds patient and doctor of appointments, some time before they begin. Each reminder is given once, for the time at which the
 * appointment is by then; none is given for one that was called off, has begun, or is made with less time left. Any thread; every
 * method blocks, never on an event loop.
 */
public final class AppointmentReminders implements Timers.TimerListener {

    /** The kind of this bell's timers. */
    public static final String KIND = "reminder.appointment";

    private static final Set<AppointmentStatus> UPCOMING = EnumSet.of(
            AppointmentStatus.PENDING,
            AppointmentStatus.SCHEDULED,
            AppointmentStatus.CONFIRMED,
            AppointmentStatus.RESCHEDULED);

    private static final char ID_SEPARATOR = '@';

    private final AppointmentReminderRepository reminders;
    private final Transactions transactions;
    private final Timers timers;
    private final PredefinedNotifications predefined;
    private final List<Duration> leadTimes;
    private final Clock clock;

    /**
     * Reminders as kept in {@code reminders}.
     *
     * @param ahead how long before the beginning each reminder is given
     */
    public AppointmentReminders(
            AppointmentReminderRepository reminders,
            Transactions transactions,
            Timers timers,
            PredefinedNotifications announcements,
            List<Duration> ahead,
            Clock clock) {
        this.reminders = reminders;
        this.transactions = transactions;
        this.timers = timers;
        this.predefined = announcements;
        this.leadTimes = List.copyOf(ahead);
        this.clock = clock;
    }

    /** An appointment was made or changed: its reminders follow. Takes part in the transaction open on this thread. */
    public void schedule(TenantId tenant, AppointmentSnapshot appointment) {
        if (!UPCOMING.contains(appointment.status())) {
            cancel(tenant, appointment.id());
            return;
        }
        Instant now = clock.instant();
        Set<Instant> dueAt = leadTimes.stream().map(appointment.start()::minus).collect(Collectors.toUnmodifiableSet());
        AppointmentReminder reminder = new AppointmentReminder(
                appointment.start(),
                appointment.patient().id(),
                appointment.doctor().id());
        reminders.keepOnly(tenant, appointment.id(), dueAt);
        for (Instant due : dueAt) {
            if (!reminders.update(tenant, appointment.id(), due, reminder) && due.isAfter(now)) {
                reminders.add(tenant, appointment.id(), due, reminder);
                timers.set(new Timers.Key(KIND, tenant, appointment.id() + ID_SEPARATOR + due.toEpochMilli()), due);
            }
        }
    }

    /** There is nothing to be reminded of any more. Takes part in the transaction open on this thread. */
    public void cancel(TenantId tenant, String appointmentId) {
        reminders.keepOnly(tenant, appointmentId, Set.of());
    }

    @Override
    public Optional<Instant> onDue(TenantId tenant, String id) {
        int mark = id.lastIndexOf(ID_SEPARATOR);
        String appointmentId = id.substring(0, mark);
        Instant due = Instant.ofEpochMilli(Long.parseLong(id.substring(mark + 1)));
        Instant now = clock.instant();
        if (now.isBefore(due)) {
            return Optional.of(due);
        }
        transactions.inTransaction(() -> reminders
                .take(tenant, appointmentId, due)
                .filter(reminder -> now.isBefore(reminder.startsAt()) && !ReminderLimits.isTooLate(due, now))
                .ifPresent(reminder -> remind(tenant, appointmentId, reminder)));
        return Optional.empty();
    }

    private void remind(TenantId tenant, String appointmentId, AppointmentReminder reminder) {
        for (String user : List.of(reminder.patientId(), reminder.doctorId())) {
            predefined.sendAppointmentNotification(
                    tenant, user, appointmentId, NotificationKind.APPOINTMENT_REMINDER, Optional.empty());
        }
    }
}
