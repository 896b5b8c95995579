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
 * Resolves the ids by which a form refers to other records. A malformed id is rejected as INVALID. So is an id without a record,
 * if the server keeps records of this kind. The text names the field. Of a record that another system keeps, only the id is
 * known. Any thread; every method blocks, never on an event loop.
 */
public final class References {

    private final RecordDirectory directory;

    /** References to the records in {@code directory}. */
    public References(RecordDirectory directory) {
        this.directory = directory;
    }

    /** The patient in {@code patientId}, locked as {@link RecordDirectory#lockPatient} does. */
    public PatientSnapshot lockPatient(TenantId tenant, String id) {
        return resolve(Reference.PATIENT, id, checked -> directory.lockPatient(tenant, checked))
                .orElseGet(() -> PatientSnapshot.ofId(id));
    }

    /**
     * The patient of a record that may belong to a visit, locked as {@link #lockPatient(TenantId, String)} does.
     *
     * @param id the visit's patient if empty; required without a visit that the server keeps
     * @throws RejectedException INVALID also if the visit is another patient's
     */
    public PatientSnapshot lockPatient(
            TenantId tenant, Optional<String> id, Optional<Referenced<VisitSnapshot>> visit) {
        Optional<String> visitPatientId =
                visit.flatMap(Referenced::kept).map(from -> from.patient().id());
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
        return resolve(Reference.ASSIGNEE, id, checked -> directory.staff(tenant, checked))
                .orElseGet(() -> StaffSnapshot.ofId(id));
    }

    /** The doctor in {@code doctorId}. */
    public StaffSnapshot doctor(TenantId tenant, String id) {
        return resolve(Reference.DOCTOR, id, checked -> directory.staff(tenant, checked))
                .orElseGet(() -> StaffSnapshot.ofId(id));
    }

    /**
     * The doctor of a record that may belong to a visit.
     *
     * @param id the visit's doctor if empty; required without a visit that the server keeps
     */
    public StaffSnapshot doctor(TenantId tenant, Optional<String> id, Optional<Referenced<VisitSnapshot>> visit) {
        return doctor(
                tenant,
                Fields.required(
                        Reference.DOCTOR.field(),
                        id.or(() -> visit.flatMap(Referenced::kept)
                                .map(from -> from.doctor().id()))));
    }

    /** The room in {@code roomId}, which may be removed at any time. */
    public RoomSnapshot room(TenantId tenant, String id) {
        return resolve(Reference.ROOM, id, checked -> directory.room(tenant, checked))
                .orElseGet(() -> RoomSnapshot.ofId(id));
    }

    /** The room in {@code roomId}, locked as {@link RecordDirectory#lockRoom} does. */
    public RoomSnapshot lockRoom(TenantId tenant, String id) {
        return resolve(Reference.ROOM, id, checked -> directory.lockRoom(tenant, checked))
                .orElseGet(() -> RoomSnapshot.ofId(id));
    }

    /** The appointment in {@code appointmentId}. */
    public Referenced<AppointmentSnapshot> appointment(TenantId tenant, String id) {
        return new Referenced<>(
                id, resolve(Reference.APPOINTMENT, id, checked -> directory.appointment(tenant, checked)));
    }

    /** The queue entry in {@code queueEntryId}. */
    public Referenced<QueueEntrySnapshot> queueEntry(TenantId tenant, String id) {
        return new Referenced<>(
                id, resolve(Reference.QUEUE_ENTRY, id, checked -> directory.queueEntry(tenant, checked)));
    }

    /** The visit in {@code visitId}. */
    public Referenced<VisitSnapshot> visit(TenantId tenant, String id) {
        return new Referenced<>(id, resolve(Reference.VISIT, id, checked -> directory.visit(tenant, checked)));
    }

    /** The record; empty if another system keeps it. */
    private static <T> Optional<T> resolve(Reference reference, String id, Function<String, Lookup<T>> lookup) {
        Lookup<T> found = lookup.apply(Fields.id(reference.field(), id));
        if (found.isUnknown()) {
            throw reference.unknown();
        }
        return found instanceof Lookup.Kept<T> kept ? Optional.of(kept.record()) : Optional.empty();
    }
}
