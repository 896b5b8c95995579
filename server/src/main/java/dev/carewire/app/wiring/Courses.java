package dev.carewire.app.wiring;

import dev.carewire.appointment.AppointmentCourse;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;

/** Several who follow the appointments, in that order. Immutable; blocks. */
record Courses(List<AppointmentCourse> all) implements AppointmentCourse {

    Courses {
        all = List.copyOf(all);
    }

    @Override
    public void made(TenantId tenant, AppointmentSnapshot appointment) {
        all.forEach(one -> one.made(tenant, appointment));
    }

    @Override
    public void changed(TenantId tenant, AppointmentSnapshot before, AppointmentSnapshot after) {
        all.forEach(one -> one.changed(tenant, before, after));
    }

    @Override
    public void removed(TenantId tenant, AppointmentSnapshot appointment) {
        all.forEach(one -> one.removed(tenant, appointment));
    }
}
