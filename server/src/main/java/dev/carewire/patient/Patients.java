package dev.carewire.patient;

import dev.carewire.clinic.ClinicZones;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.Emit;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordIds;
import dev.carewire.record.RecordLock;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads and changes the clinic's patient master data. Any thread; every method blocks, never on an event loop. A
 * {@link RejectedException} means that nothing was changed and no event was published.
 */
public final class Patients {

    private static final String KIND = "patient";

    private final PatientRepository patients;
    private final Transactions transactions;
    private final Emit emit;
    private final ClinicZones zones;
    private final Clock clock;

    /**
     * Patients stored in {@code patients}.
     *
     * @param zones for the current day, the latest one of a birth
     * @param clock ticks in milliseconds
     */
    public Patients(PatientRepository patients, Transactions transactions, Emit emit, ClinicZones zones, Clock clock) {
        this.patients = patients;
        this.transactions = transactions;
        this.emit = emit;
        this.zones = zones;
        this.clock = clock;
    }

    /**
     * A page of the list, by last name, first name and code, ignoring case and accents.
     *
     * @param after where the page begins; empty for the start of the list
     */
    public Page<PatientSnapshot> list(Caller caller, PatientQuery query, Optional<PatientPlace> after) {
        requireView(caller);
        return Page.of(
                patients.list(caller.tenant(), query, after, query.limit() + 1),
                query.limit(),
                last -> PatientPlace.of(last).text());
    }

    /**
     * One patient.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id
     */
    public PatientSnapshot get(Caller caller, String id) {
        requireView(caller);
        return RecordIds.require(KIND, id, known -> patients.find(caller.tenant(), known));
    }

    /** As {@link RecordLock#whileLocked}. */
    public <T> Optional<T> whileLocked(Caller caller, String id, Function<PatientSnapshot, T> work) {
        caller.requireRecordAccess();
        return transactions.inTransaction(() -> RecordIds.find(id, known -> patients.lock(caller.tenant(), known))
                .map(work));
    }

    /** Registers a patient under the next code. */
    public PatientSnapshot create(Caller caller, PatientForm form) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        PatientChanges changes = changes(tenant);
        return transactions.inTransaction(() -> {
            PatientSnapshot patient = changes.created(patients.nextCode(tenant), form);
            patients.insert(tenant, patient);
            emit.broadcastPatientCreated(tenant, patient);
            return patient;
        });
    }

    /**
     * Changes the fields that the form contains.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id
     */
    public PatientSnapshot update(Caller caller, String id, PatientForm form) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        PatientChanges changes = changes(tenant);
        return transactions.inTransaction(() -> {
            PatientSnapshot patient = changes.revised(lock(tenant, id), form);
            patients.update(tenant, patient);
            emit.broadcastPatientUpdated(tenant, patient);
            return patient;
        });
    }

    /**
     * Deletes a patient without related records.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id; CONFLICT if another record
     *     refers to the patient
     */
    public void delete(Caller caller, String id) {
        caller.requireRecordAccess();
        TenantId tenant = caller.tenant();
        transactions.inTransaction(() -> {
            lock(tenant, id);
            if (!patients.delete(tenant, id)) {
                throw RejectedException.conflict("patient has appointments, queue entries or visits, or other records");
            }
            emit.broadcastPatientDeleted(tenant, id);
        });
    }

    private PatientChanges changes(TenantId tenant) {
        Instant now = clock.instant();
        return new PatientChanges(now, zones.dayOf(tenant, now));
    }

    private PatientSnapshot lock(TenantId tenant, String id) {
        return RecordIds.require(KIND, id, known -> patients.lock(tenant, known));
    }

    private static void requireView(Caller caller) {
        if (!Access.mayViewPatients(caller.principal())) {
            throw RejectedException.forbidden("this role may not see patients");
        }
    }
}
