package dev.carewire.app.wiring;

import dev.carewire.appointment.AppointmentListener;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.AppointmentReminders;

/** Adapts reminders to changes of appointments. Immutable; blocks. */
final class AppointmentReminderListener implements AppointmentListener {

    private final AppointmentReminders reminders;

    AppointmentReminderListener(AppointmentReminders reminders) {
        this.reminders = reminders;
    }

    @Override
    public void onCreated(TenantId tenant, AppointmentSnapshot appointment) {
        reminders.schedule(tenant, appointment);
    }

    @Override
    public void onChanged(TenantId tenant, AppointmentSnapshot before, AppointmentSnapshot after) {
        reminders.schedule(tenant, after);
    }

    @Override
    public void onRemoved(TenantId tenant, AppointmentSnapshot appointment) {
        reminders.cancel(tenant, appointment.id());
    }
}
