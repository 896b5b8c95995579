package dev.carewire.vitals;

import dev.carewire.event.VitalAlert;
import dev.carewire.identity.TenantId;

/** Makes sure that an alert comes to somebody's notice, also of those who are not looking at the moment. */
@FunctionalInterface
public interface VitalAlertNotifier {

    /** Raises an alarm as part of the transaction open on this thread. Blocks; never on an event loop. */
    void raise(TenantId tenant, VitalAlert alert);
}
