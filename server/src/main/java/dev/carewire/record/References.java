package dev.carewire.record;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.TenantId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Resolves the ids by which a form refers to other records. An id that is malformed, or that names no record which the
 * server keeps, is rejected as INVALID; the text names the field. Any thread; every method blocks, never on an event
 * loop.
 */
public final class References {

    private final RecordDirectory directory;

    /** References to the records in {@code directory}. */
    public References(RecordDirectory directory) {
        this.directory = directory;
    }

    /** The patient in {@code patientId}, locked as {@link RecordDirectory#lockPatient} does. */
    public PatientSnapshot lockPatient(TenantId tenant, String id) {
        return resolve(Reference.PATIENT, id, checked -> directory.lockPatient(tenant, checked));
    }

    /**
     * The patient of a record that may belong to a visit, locked as {@link #lockPatient(TenantId, String)} does.
     *
     * @param id the visit's patient if empty; required without a visit
     * @throws RejectedException INVALID also if the visit is another patient's
     */
    public PatientSnapshot lockPatient(TenantId tenant, Optional<String> id, Optional<VisitSnapshot> visit) {
        Optional<String> visitPatientId = visit.map(from -> from.patient().id());
        String patientId = Fields.required(Reference.PATIENT.field(), id.or(() -> visitPatientId));
        if (visitPatientId.filter(other -> !other.equals(patientId)).isPresent()) {
            throw RejectedException.invalid("visitId is another patient's");
        }
        return lockPatient(tenant, patientId);
    }

    /**
     * Locks the patient of a record, as {@link RecordDirectory#lockPatient} does, and reads the record again under that
     * lock.
     *
     * @param read reads the record and throws if there is none
     */
    public <R> R lockWithPatient(TenantId tenant, Supplier<R> read, Function<R, PatientSnapshot> patient) {
        directory.lockPatient(tenant, patient.apply(read.get()).id());
        return read.get();
    }

    /** The person in {@code assigneeId}, who works in the clinic. */
    public StaffSnapshot assignee(TenantId tenant, String id) {
        return resolve(Reference.ASSIGNEE, id, checked -> directory.staff(tenant, checked));
    }

    /** The doctor in {@code doctorId}. */
    public StaffSnapshot doctor(TenantId tenant, String id) {
        return resolve(Reference.DOCTOR, id, checked -> directory.staff(tenant, checked));
    }

    /**
     * The doctor of a record that may belong to a visit.
     *
     * @param id the visit's doctor if empty; required without a visit
     */
    public StaffSnapshot doctor(TenantId tenant, Optional<String> id, Optional<VisitSnapshot> visit) {
        return doctor(
                tenant,
                Fields.required(
                        Reference.DOCTOR.field(),
                        id.or(() -> visit.map(from -> from.doctor().id()))));
    }

    /** The room in {@code roomId}. */
    public RoomSnapshot room(TenantId tenant, String id) {
        return resolve(Reference.ROOM, id, checked -> directory.lockRoom(tenant, checked));
    }

    /** The appointment in {@code appointmentId}. */
    public AppointmentSnapshot appointment(TenantId tenant, String id) {
        return resolve(Reference.APPOINTMENT, id, checked -> directory.appointment(tenant, checked));
    }

    /** The queue entry in {@code queueEntryId}. */
    public QueueEntrySnapshot queueEntry(TenantId tenant, String id) {
        return resolve(Reference.QUEUE_ENTRY, id, checked -> directory.queueEntry(tenant, checked));
    }

    /** The visit in {@code visitId}. */
    public VisitSnapshot visit(TenantId tenant, String id) {
        return resolve(Reference.VISIT, id, checked -> directory.visit(tenant, checked));
    }

    private static <T> T resolve(Reference reference, String id, Function<String, Lookup<T>> lookup) {
        Lookup<T> found = lookup.apply(Fields.id(reference.field(), id));
        if (found instanceof Lookup.Kept<T> kept) {
            return kept.record();
        }
        throw found.isUnknown()
                ? reference.unknown()
                : RejectedException.invalid(reference.field() + " names a record that is kept elsewhere");
    }
}
