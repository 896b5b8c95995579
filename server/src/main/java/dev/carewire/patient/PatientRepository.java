package dev.carewire.patient;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/** Where patients are kept. Every call sees one tenant only, takes part in the thread's open transaction, and blocks. */
public interface PatientRepository {

    Optional<PatientSnapshot> find(TenantId tenant, String id);

    /**
     * {@link #find} that keeps every other change of this patient, and of what concerns the patient, waiting until the open
     * transaction ends.
     */
    Optional<PatientSnapshot> lock(TenantId tenant, String id);

    /** By last name, first name and code. */
    List<PatientSnapshot> list(TenantId tenant, PatientQuery query);

    /** The next number for the desk, such as {@code P-0001}; drawn numbers of a transaction that fails are used again. */
    String nextCode(TenantId tenant);

    void insert(TenantId tenant, PatientSnapshot patient);

    /** Replaces the row of that id, which the open transaction has locked. */
    void update(TenantId tenant, PatientSnapshot patient);

    /**
     * Removes a patient whom the open transaction has locked.
     *
     * @return false, and nothing is removed, if any other record refers to the patient
     */
    boolean delete(TenantId tenant, String id);
}
