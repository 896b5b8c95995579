package dev.carewire.vitals;

import dev.carewire.event.VitalAlert;
import dev.carewire.identity.TenantId;

/** Notifies recipients of an alert, including users who are not connected. */
@FunctionalInterface
public interface VitalAlertNotifier {

    /**
     * Raises an alert in the transaction open on this thread. A recipient that cannot be stored fails neither the others
     * nor the transaction. Blocks; never on an event loop.
     */
    void raise(TenantId tenant, VitalAlert alert);
}
