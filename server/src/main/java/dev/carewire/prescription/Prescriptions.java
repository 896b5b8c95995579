package dev.carewire.prescription;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
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
import dev.carewire.record.References;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Prescriptions: writing, sending, filling, cancelling; never back. Everybody who works in the clinic may read them, those who
 * treat patients write them. Any thread; every method blocks, never on an event loop. Refusals are
 * {@link RejectedException}s; a refused command changed nothing and nobody is told of it.
 */
public final class Prescriptions {

    private final PrescriptionRepository prescriptions;
    private final References references;
    private final Transactions transactions;
    private final Emit emit;
    private final PrescriptionEmit prescriptionEmit;
    private final Clock clock;

    /** Prescriptions as kept in {@code prescriptions}; {@code clock} ticks in milliseconds. */
    public Prescriptions(
            PrescriptionRepository prescriptions,
            References references,
            Transactions transactions,
            Emit emit,
            Clock clock) {
        this.prescriptions = prescriptions;
        this.references = references;
        this.transactions = transactions;
        this.emit = emit;
        this.prescriptionEmit = new PrescriptionEmit(emit);
        this.clock = clock;
    }

    /** A page of the list, newest first. */
    public Page<PrescriptionSnapshot> list(Caller caller, PrescriptionQuery query) {
        caller.requireRecordAccess();
        return Page.of(
                prescriptions.list(caller.tenant(), query, query.limit() + 1),
                query.limit(),
                last -> new TimeCursor(last.createdAt(), last.id()).text());
    }

    /**
     * One prescription.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none of that id
     */
    public PrescriptionSnapshot get(Caller caller, String id) {
        caller.requireRecordAccess();
        return (Fields.isId(id) ? prescriptions.find(caller.tenant(), id) : Optional.<PrescriptionSnapshot>empty())
                .orElseThrow(Prescriptions::notFound);
    }

    /** Writes a prescription that is still to be sent. */
    public PrescriptionSnapshot create(Caller caller, PrescriptionForm form) {
        requireMayTreat(caller);
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            if (form.status()
                    .filter(status -> status != PrescriptionStatus.PENDING)
                    .isPresent()) {
                throw RejectedException.invalid("status of a new prescription must be pending");
            }
            String medication = Fields.line("medication", Fields.required("medication", form.medication()));
            Optional<String> instructions = Fields.changedProse("instructions", form.instructions(), Optional.empty());
            Optional<VisitSnapshot> visit = form.visitId().map(id -> references.visit(tenant, id));
            PatientSnapshot patient = references.lockPatient(tenant, form.patientId(), visit);
            StaffSnapshot doctor = references.doctor(tenant, form.doctorId(), visit);
            Instant now = clock.instant();
            PrescriptionSnapshot prescription = new PrescriptionSnapshot(
                    UUID.randomUUID().toString(),
                    patient,
                    doctor,
                    visit.map(VisitSnapshot::id),
                    medication,
                    instructions,
                    PrescriptionStatus.PENDING,
                    Optional.empty(),
                    now,
                    now);
            prescriptions.insert(tenant, prescription);
            prescriptionEmit.emitPrescriptionCreated(tenant, prescription);
            return prescription;
        });
    }

    /**
     * Changes what the form gives. Clients have no event for other texts of a prescription; they are told to read the list
     * again.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none of that id; CONFLICT if the form gives a status that
     *     does not follow the present one, or other texts for what was sent
     */
    public PrescriptionSnapshot update(Caller caller, String id, PrescriptionForm form) {
        requireMayTreat(caller);
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            PrescriptionSnapshot before = lock(tenant, id);
            PrescriptionSnapshot after = revised(before, form);
            prescriptions.update(tenant, after);
            if (after.status() == before.status()) {
                emit.emitBulkUpdate(tenant, BulkKind.PRESCRIPTIONS);
                return after;
            }
            if (after.status() == PrescriptionStatus.SENT) {
                prescriptionEmit.emitPrescriptionSent(tenant, after);
            }
            prescriptionEmit.emitPrescriptionStatusChanged(tenant, id, after.status());
            return after;
        });
    }

    private PrescriptionSnapshot revised(PrescriptionSnapshot before, PrescriptionForm form) {
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
        return new PrescriptionSnapshot(
                before.id(),
                before.patient(),
                before.doctor(),
                before.visitId(),
                medication,
                instructions,
                status,
                sent ? Optional.of(now) : before.sentAt(),
                before.createdAt(),
                now);
    }

    private PrescriptionSnapshot lock(TenantId tenant, String id) {
        return (Fields.isId(id) ? prescriptions.lock(tenant, id) : Optional.<PrescriptionSnapshot>empty())
                .orElseThrow(Prescriptions::notFound);
    }

    private static void requireMayTreat(Caller caller) {
        if (!Access.mayTreat(caller.principal())) {
            throw RejectedException.forbidden("this role may not prescribe");
        }
    }

    private static RejectedException notFound() {
        return RejectedException.notFound("prescription");
    }
}
