package dev.carewire.vitals;

import dev.carewire.identity.TenantId;

/** Which patients a clinic has. Takes part in the transaction open on this thread. Blocks; never on an event loop. */
public interface PatientLookup {

    boolean exists(TenantId tenant, String patientId);

    /** Whether there is such a patient, who then is neither removed nor locked by others before the transaction ends. */
    boolean lock(TenantId tenant, String patientId);
}
