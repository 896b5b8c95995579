package dev.carewire.visit;

import dev.carewire.command.RejectedException;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.record.Referenced;
import dev.carewire.record.References;
import java.util.Optional;

/**
 * The records that a new visit refers to, verified to be of one patient.
 *
 * @param patient locked until the open transaction ends
 */
record VisitOrigin(
        PatientSnapshot patient,
        StaffSnapshot doctor,
        Optional<Referenced<AppointmentSnapshot>> appointment,
        Optional<Referenced<QueueEntrySnapshot>> queueEntry) {

    /**
     * Reads the records that the form refers to.
     *
     * @throws RejectedException INVALID, naming the field that is missing, unknown, another patient's or another appointment's
     */
    static VisitOrigin of(References references, TenantId tenant, VisitForm form) {
        String patientId = form.patientId()
                .or(() -> form.queueEntryId()
                        .flatMap(id -> references.queueEntry(tenant, id).kept())
                        .map(from -> from.patient().id()))
                .or(() -> form.appointmentId()
                        .flatMap(id -> references.appointment(tenant, id).kept())
                        .map(from -> from.patient().id()))
                .orElseThrow(() -> RejectedException.invalid("patientId is required"));
        PatientSnapshot patient = references.lockPatient(tenant, patientId);
        Optional<Referenced<QueueEntrySnapshot>> queueEntry =
                form.queueEntryId().map(id -> references.queueEntry(tenant, id));
        Optional<QueueEntrySnapshot> entry = queueEntry.flatMap(Referenced::kept);
        Optional<Referenced<AppointmentSnapshot>> appointment = form.appointmentId()
                .or(() -> entry.flatMap(QueueEntrySnapshot::appointmentId))
                .map(id -> references.appointment(tenant, id));
        if (entry.filter(from -> !from.patient().id().equals(patient.id())).isPresent()) {
            throw RejectedException.invalid("queueEntryId is another patient's");
        }
        if (appointment
                .flatMap(Referenced::kept)
                .filter(from -> !from.patient().id().equals(patient.id()))
                .isPresent()) {
            throw RejectedException.invalid("appointmentId is another patient's");
        }
        if (form.appointmentId().isPresent()
                && entry.filter(from -> !from.appointmentId().equals(form.appointmentId()))
                        .isPresent()) {
            throw RejectedException.invalid("appointmentId is not the appointment of queueEntryId");
        }
        StaffSnapshot doctor = form.doctorId()
                .map(id -> references.doctor(tenant, id))
                .or(() -> entry.flatMap(QueueEntrySnapshot::doctor))
                .or(() -> appointment.flatMap(Referenced::kept).map(AppointmentSnapshot::doctor))
                .orElseThrow(() -> RejectedException.invalid("doctorId is required"));
        return new VisitOrigin(patient, doctor, appointment, queueEntry);
    }
}
