package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Route;
import dev.carewire.prescription.PrescriptionForm;
import dev.carewire.prescription.Prescriptions;
import dev.carewire.record.ExtraChange;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.Reference;
import java.util.List;
import java.util.Optional;

/**
 * Prescriptions. The list accepts {@code patientId}, {@code doctorId} or {@code providerId}, {@code visitId},
 * {@code status}, {@code before} and {@code limit}. To send or cancel a prescription is a status change with its own
 * route.
 */
public final class PrescriptionRoutes {

    private final Prescriptions prescriptions;

    public PrescriptionRoutes(Prescriptions prescriptions) {
        this.prescriptions = prescriptions;
    }

    public List<Route> routes() {
        return new RecordRoutes<>("/api/prescriptions", ClinicJson::prescription)
                .alsoAs(StandardJson::prescription)
                .pages(this::list)
                .create(this::create)
                .get(prescriptions::get)
                .put(
                        prescriptions::find,
                        this::create,
                        (caller, current, body) -> prescriptions.update(caller, current.id(), form(body)))
                .command("send", (caller, id) -> prescriptions.update(caller, id, status(PrescriptionStatus.SENT)))
                .command(
                        "cancel",
                        (caller, id) -> prescriptions.update(caller, id, status(PrescriptionStatus.CANCELLED)))
                .routes();
    }

    private PrescriptionSnapshot create(Caller caller, RecordBody<PrescriptionSnapshot> body) {
        return prescriptions.create(caller, form(body));
    }

    private Page<PrescriptionSnapshot> list(Caller caller, ListQuery query) {
        return prescriptions.list(
                caller,
                RecordQuery.<PrescriptionStatus>all(query.limit())
                        .with(Reference.PATIENT, query.text("patientId"))
                        .with(Reference.DOCTOR, query.text("doctorId", "providerId"))
                        .with(Reference.VISIT, query.text("visitId"))
                        .in(query.statuses(EnumNames.PRESCRIPTION_STATUS, PrescriptionStatus.class)),
                query.before());
    }

    private static PrescriptionForm status(PrescriptionStatus status) {
        return new PrescriptionForm(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(status),
                ExtraChange.none());
    }

    private static PrescriptionForm form(RecordBody<PrescriptionSnapshot> body) {
        JsonFields fields = body.fields();
        return new PrescriptionForm(
                body.id(),
                fields.id("patientId", "patient"),
                fields.doctorId(),
                fields.id("visitId", "visit"),
                fields.text("medication"),
                fields.text("instructions"),
                fields.enumValue(EnumNames.PRESCRIPTION_STATUS, "status"),
                body.extra());
    }
}
