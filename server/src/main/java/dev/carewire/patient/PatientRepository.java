package dev.carewire.patient;

import dev.carewire.command.RejectedException;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/** Stores patients. Every call is limited to one tenant, joins the thread's open transaction, and blocks. */
public interface PatientRepository {

    Optional<PatientSnapshot> find(TenantId tenant, String id);

    /**
     * Like {@link #find}, but other changes of this patient and of related records wait until the open transaction
     * ends.
     */
    Optional<PatientSnapshot> lock(TenantId tenant, String id);

    /**
     * By last name, first name and code, ignoring case and accents.
     *
     * @param query its limit does not count
     * @param after where the list begins; empty for its start
     * @param most patients at most
     */
    List<PatientSnapshot> list(TenantId tenant, PatientQuery query, Optional<PatientPlace> after, int most);

    /** The next short number for the desk, such as {@code P-0001}. A failed transaction returns its number. */
    String nextCode(TenantId tenant);

    /**
     * Adds a patient.
     *
     * @throws RejectedException CONFLICT if the tenant has one with this id
     */
    void insert(TenantId tenant, PatientSnapshot patient);

    /** Replaces the row with this id, which the open transaction has locked. */
    void update(TenantId tenant, PatientSnapshot patient);

    /**
     * Deletes a patient that the open transaction has locked.
     *
     * @return false, without deleting, if another record refers to the patient
     */
    boolean delete(TenantId tenant, String id);
}
