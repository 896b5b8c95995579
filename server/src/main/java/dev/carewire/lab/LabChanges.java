package dev.carewire.lab;

import dev.carewire.command.Caller;
import dev.carewire.command.Checked;
import dev.carewire.command.FieldChecks;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.LabFlag;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.LabStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordIds;
import dev.carewire.record.Referenced;
import dev.carewire.record.References;
import dev.carewire.text.ExtraFields;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Applies forms to laboratory orders and validates each field. Blocks, within the command's transaction. */
final class LabChanges {

    private final References references;
    private final Clock clock;

    LabChanges(References references, Clock clock) {
        this.references = references;
        this.clock = clock;
    }

    /** A new order. */
    LabResultSnapshot newOrder(TenantId tenant, LabForm form) {
        String orderType = Fields.line("orderType", Fields.required("orderType", form.orderType()));
        Optional<String> result = form.result().map(text -> Fields.prose("result", text));
        LabStatus status = result.isPresent() ? LabStatus.RESULTED : LabStatus.ORDERED;
        if (form.status().filter(given -> given != status).isPresent()) {
            throw RejectedException.invalid("status of a new order must be ordered, or resulted with its result");
        }
        requireResult(result, form.flag());
        Optional<Referenced<VisitSnapshot>> visit = form.visitId().map(id -> references.visit(tenant, id));
        FieldChecks checks = new FieldChecks();
        Checked<PatientSnapshot> patient =
                checks.check("patientId", () -> references.lockPatient(tenant, form.patientId(), visit));
        Checked<StaffSnapshot> doctor =
                checks.check("doctorId", () -> references.doctor(tenant, form.doctorId(), visit));
        checks.requireValid();
        Instant now = clock.instant();
        return form.extra()
                .applyTo(new LabResultSnapshot(
                        RecordIds.ofNew(form.id()),
                        patient.value(),
                        doctor.value(),
                        visit.map(Referenced::id),
                        orderType,
                        status,
                        form.flag(),
                        result,
                        result.map(text -> now),
                        Optional.empty(),
                        Optional.empty(),
                        now,
                        now,
                        ExtraFields.NONE));
    }

    /** The order after a change by {@code caller}. */
    LabResultSnapshot revised(Caller caller, LabResultSnapshot before, LabForm form) {
        Fields.unchanged(
                "patientId", form.patientId(), Optional.of(before.patient().id()));
        Fields.unchanged(
                "doctorId", form.doctorId(), Optional.of(before.doctor().id()));
        Fields.unchanged("visitId", form.visitId(), before.visitId());
        Fields.unchanged("orderType", form.orderType(), Optional.of(before.orderType()));
        if (before.status().isFinal()) {
            throw RejectedException.conflict("lab result is reviewed or cancelled; it cannot be changed");
        }
        Optional<String> result =
                form.result().map(text -> Fields.prose("result", text)).or(before::result);
        Optional<LabFlag> flag = form.flag().or(before::flag);
        requireResult(result, flag);
        LabStatus status = form.status().orElse(result.isPresent() ? LabStatus.RESULTED : before.status());
        requireValidTransition(status, result);
        boolean changed = !result.equals(before.result()) || !flag.equals(before.flag());
        boolean reviewed = status == LabStatus.REVIEWED;
        if (reviewed && changed) {
            throw RejectedException.conflict("a result cannot be entered and reviewed at once");
        }
        Instant now = clock.instant();
        return form.extra()
                .applyTo(new LabResultSnapshot(
                        before.id(),
                        before.patient(),
                        before.doctor(),
                        before.visitId(),
                        before.orderType(),
                        status,
                        flag,
                        result,
                        changed ? Optional.of(now) : before.resultedAt(),
                        reviewed ? Optional.of(caller.userId()) : Optional.empty(),
                        reviewed ? Optional.of(now) : Optional.empty(),
                        before.createdAt(),
                        now,
                        before.extra()));
    }

    private static void requireResult(Optional<String> result, Optional<LabFlag> flag) {
        if (flag.isPresent() && result.isEmpty()) {
            throw RejectedException.invalid("resultFlag needs a result");
        }
    }

    private static void requireValidTransition(LabStatus status, Optional<String> result) {
        boolean needsResult = status == LabStatus.RESULTED || status == LabStatus.REVIEWED;
        if (needsResult != result.isPresent()) {
            throw RejectedException.conflict(
                    needsResult ? "lab result is not there yet" : "lab result is there; it can only be reviewed");
        }
    }
}
