package dev.carewire.prescription;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Checked;
import dev.carewire.command.FieldChecks;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.emit.Emit;
import dev.carewire.emit.PrescriptionEmit;
import dev.carewire.event.BulkKind;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.record.CareRecords;
import dev.carewire.record.RecordIds;
import dev.carewire.record.RecordRepository;
import dev.carewire.record.Referenced;
import dev.carewire.record.References;
import dev.carewire.text.ExtraFields;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Prescriptions. They can be sent, filled or canceled, and a status never returns to an earlier one. All staff may read
 * them; staff who treat patients may write them.
 */
public final class Prescriptions extends CareRecords<PrescriptionSnapshot, PrescriptionForm, PrescriptionStatus> {

    private final References references;
    private final Emit emit;
    private final PrescriptionEmit prescriptionEmit;
    private final Clock clock;

    /** Prescriptions in {@code prescriptions}; {@code clock} ticks in milliseconds. */
    public Prescriptions(
            RecordRepository<PrescriptionSnapshot, PrescriptionStatus> prescriptions,
            References references,
            Transactions transactions,
            Emit emit,
            Clock clock) {
        super(
                "prescription",
                prescriptions,
                prescription -> new TimeCursor(prescription.createdAt(), prescription.id()),
                transactions);
        this.references = references;
        this.emit = emit;
        this.prescriptionEmit = new PrescriptionEmit(emit);
        this.clock = clock;
    }

    @Override
    protected void requireMayWrite(Caller caller) {
        if (!Access.mayTreat(caller.principal())) {
            throw RejectedException.forbidden("this role may not prescribe");
        }
    }

    /** A new prescription is PENDING: not sent yet. */
    @Override
    protected PrescriptionSnapshot draft(Caller caller, PrescriptionForm form) {
        if (form.status().filter(status -> status != PrescriptionStatus.PENDING).isPresent()) {
            throw RejectedException.invalid("status of a new prescription must be pending");
        }
        TenantId tenant = caller.tenant();
        String medication = Fields.line("medication", Fields.required("medication", form.medication()));
        Optional<String> instructions = Fields.changedProse("instructions", form.instructions(), Optional.empty());
        Optional<Referenced<VisitSnapshot>> visit = form.visitId().map(id -> references.visit(tenant, id));
        FieldChecks checks = new FieldChecks();
        Checked<PatientSnapshot> patient =
                checks.check("patientId", () -> references.lockPatient(tenant, form.patientId(), visit));
        Checked<StaffSnapshot> doctor =
                checks.check("doctorId", () -> references.doctor(tenant, form.doctorId(), visit));
        checks.requireValid();
        Instant now = clock.instant();
        return form.extra()
                .applyTo(new PrescriptionSnapshot(
                        RecordIds.ofNew(form.id()),
                        patient.value(),
                        doctor.value(),
                        visit.map(Referenced::id),
                        medication,
                        instructions,
                        PrescriptionStatus.PENDING,
                        Optional.empty(),
                        now,
                        now,
                        ExtraFields.NONE));
    }

    @Override
    protected void onCreated(Caller caller, PrescriptionSnapshot created) {
        prescriptionEmit.emitPrescriptionCreated(caller.tenant(), created);
    }

    /** There is no event for new texts of a prescription; clients are asked to reload the list. */
    @Override
    protected void onUpdated(Caller caller, PrescriptionSnapshot before, PrescriptionSnapshot after) {
        TenantId tenant = caller.tenant();
        if (after.status() == before.status()) {
            emit.emitBulkUpdate(tenant, BulkKind.PRESCRIPTIONS);
            return;
        }
        if (after.status() == PrescriptionStatus.SENT) {
            prescriptionEmit.emitPrescriptionSent(tenant, after);
        }
        prescriptionEmit.emitPrescriptionStatusChanged(tenant, after.id(), after.status());
    }

    /** Only later statuses are accepted, and the texts of a sent prescription cannot change. */
    @Override
    protected PrescriptionSnapshot revise(Caller caller, PrescriptionSnapshot before, PrescriptionForm form) {
        Fields.unchanged(
                "patientId", form.patientId(), Optional.of(before.patient().id()));
        Fields.unchanged(
                "doctorId", form.doctorId(), Optional.of(before.doctor().id()));
        Fields.unchanged("visitId", form.visitId(), before.visitId());
        String medication =
                form.medication().map(text -> Fields.line("medication", text)).orElse(before.medication());
        Optional<String> instructions = Fields.changedProse("instructions", form.instructions(), before.instructions());
        boolean rewritten = !medication.equals(before.medication()) || !instructions.equals(before.instructions());
        if (rewritten && before.status() != PrescriptionStatus.PENDING) {
            throw RejectedException.conflict("prescription was sent or is over; its texts cannot be changed");
        }
        PrescriptionStatus status = form.status().orElse(before.status());
        if (status != before.status() && (before.status().isFinal() || status.compareTo(before.status()) < 0)) {
            throw RejectedException.conflict("prescription cannot go back to that status");
        }
        Instant now = clock.instant();
        boolean sent = status == PrescriptionStatus.SENT && before.status() == PrescriptionStatus.PENDING;
        return form.extra()
                .applyTo(new PrescriptionSnapshot(
                        before.id(),
                        before.patient(),
                        before.doctor(),
                        before.visitId(),
                        medication,
                        instructions,
                        status,
                        sent ? Optional.of(now) : before.sentAt(),
                        before.createdAt(),
                        now,
                        before.extra()));
    }
}
