package dev.carewire.appointment;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.identity.TenantId;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Where appointments are kept. Every call sees one tenant only, takes part in the thread's open transaction, and blocks. Those
 * who change a row hold the lock of its patient.
 */
public interface AppointmentRepository {

    Optional<AppointmentSnapshot> find(TenantId tenant, String id);

    /**
     * By start and code.
     *
     * @param zone where a day begins and ends
     */
    List<AppointmentSnapshot> list(TenantId tenant, AppointmentQuery query, ZoneId zone);

    /** The next number for the desk, such as {@code APT-0001}; drawn numbers of a transaction that fails are used again. */
    String nextCode(TenantId tenant);

    /** Adds a row; of the patient and the doctor only the ids are kept. */
    void insert(TenantId tenant, AppointmentSnapshot appointment);

    /** Replaces the row of that id; of the patient and the doctor only the ids are kept. */
    void update(TenantId tenant, AppointmentSnapshot appointment);

    /**
     * Removes a row.
     *
     * @return false, and nothing is removed, if queue entries or visits refer to it
     */
    boolean delete(TenantId tenant, String id);
}
