package dev.carewire.notification;

import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.AppointmentReminderRepository.AppointmentReminder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reminds patient and doctor of upcoming appointments. Each reminder is sent once and follows a rescheduled
 * appointment. None is sent if the appointment was canceled, has begun, or was created too late for it. Any thread;
 * every method blocks, never on an event loop.
 */
public final class AppointmentReminders implements Timers.TimerListener {

    /** The kind of this listener's timers. */
    public static final String KIND = "reminder.appointment";

    private static final char ID_SEPARATOR = '@';

    private final AppointmentReminderRepository reminders;
    private final Transactions transactions;
    private final Timers timers;
    private final PredefinedNotifications predefined;
    private final List<Duration> leadTimes;
    private final Clock clock;

    /**
     * Reminders stored in {@code reminders}.
     *
     * @param leadTimes how long before the appointment each reminder is sent
     */
    public AppointmentReminders(
            AppointmentReminderRepository reminders,
            Transactions transactions,
            Timers timers,
            PredefinedNotifications predefined,
            List<Duration> leadTimes,
            Clock clock) {
        this.reminders = reminders;
        this.transactions = transactions;
        this.timers = timers;
        this.predefined = predefined;
        this.leadTimes = List.copyOf(leadTimes);
        this.clock = clock;
    }

    /** Adapts the reminders to a new or changed appointment. Joins the transaction open on this thread. */
    public void schedule(TenantId tenant, AppointmentSnapshot appointment) {
        if (!appointment.status().isUpcoming()) {
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

    /** Deletes an appointment's reminders. Joins the transaction open on this thread. */
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
