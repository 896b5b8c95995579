package dev.carewire.app.wiring;

import dev.carewire.appointment.AppointmentListener;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;

/** Several listeners to appointments, called in that order. Immutable; blocks. */
record AppointmentListeners(List<AppointmentListener> all) implements AppointmentListener {

    AppointmentListeners {
        all = List.copyOf(all);
    }

    @Override
    public void onCreated(TenantId tenant, AppointmentSnapshot appointment) {
        all.forEach(one -> one.onCreated(tenant, appointment));
    }

    @Override
    public void onChanged(TenantId tenant, AppointmentSnapshot before, AppointmentSnapshot after) {
        all.forEach(one -> one.onChanged(tenant, before, after));
    }

    @Override
    public void onRemoved(TenantId tenant, AppointmentSnapshot appointment) {
        all.forEach(one -> one.onRemoved(tenant, appointment));
    }
}
