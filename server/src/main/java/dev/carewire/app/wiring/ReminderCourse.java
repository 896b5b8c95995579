package dev.carewire.app.wiring;

import dev.carewire.appointment.AppointmentCourse;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.AppointmentReminders;

/** Lets reminders follow the appointments. Immutable; blocks. */
final class ReminderCourse implements AppointmentCourse {

    private final AppointmentReminders reminders;

    ReminderCourse(AppointmentReminders reminders) {
        this.reminders = reminders;
    }

    @Override
    public void made(TenantId tenant, AppointmentSnapshot appointment) {
        reminders.follow(tenant, appointment);
    }

    @Override
    public void changed(TenantId tenant, AppointmentSnapshot before, AppointmentSnapshot after) {
        reminders.follow(tenant, after);
    }

    @Override
    public void removed(TenantId tenant, AppointmentSnapshot appointment) {
        reminders.cancel(tenant, appointment.id());
    }
}
