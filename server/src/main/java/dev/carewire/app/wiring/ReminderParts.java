package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.JdbiAppointmentReminders;
import dev.carewire.adapter.jdbi.JdbiMedicationSchedules;
import dev.carewire.cluster.Timers;
import dev.carewire.notification.AppointmentReminders;
import dev.carewire.notification.MedicationReminders;
import dev.carewire.notification.PredefinedNotifications;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of reminders. */
record ReminderParts(AppointmentReminders appointments, MedicationReminders medications, KeptRecords kept) {

    /**
     * Creates the parts.
     *
     * @param ahead how long before an appointment each reminder is sent
     */
    static ReminderParts create(
            CoreParts base, Timers timers, PredefinedNotifications announcements, List<Duration> ahead) {
        return new ReminderParts(
                new AppointmentReminders(
                        new JdbiAppointmentReminders(base.database()),
                        base.transactions(),
                        timers,
                        announcements,
                        ahead,
                        base.clock()),
                new MedicationReminders(
                        new JdbiMedicationSchedules(base.database()),
                        base.transactions(),
                        timers,
                        announcements,
                        base.clinics(),
                        base.clock()),
                base.kept());
    }

    /** The listeners of their timers, by kind. Reminders of appointments that another system keeps now are dropped. */
    Map<String, Timers.TimerListener> timerListeners() {
        return Map.of(
                AppointmentReminders.KIND,
                kept.keeps(RecordKind.APPOINTMENTS) ? appointments : (tenant, id) -> Optional.empty(),
                MedicationReminders.KIND,
                medications);
    }
}
