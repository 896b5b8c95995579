package dev.carewire.rest;

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
        RecordRoutes.Creation<PrescriptionSnapshot, PrescriptionForm> creation =
                new RecordRoutes.Creation<>(PrescriptionRoutes::creation, prescriptions::create);
        return new RecordRoutes<>("/api/prescriptions", ClinicJson::prescription, prescriptions::whileLocked)
                .alsoAs(StandardJson::prescription)
                .newestFirst(PrescriptionRoutes::filter, prescriptions::list)
                .create(creation)
                .get(prescriptions::get)
                .put(
                        creation,
                        PrescriptionRoutes::change,
                        (caller, current, form) -> prescriptions.update(caller, current.id(), form))
                .command("send", (caller, id) -> prescriptions.update(caller, id, status(PrescriptionStatus.SENT)))
                .command(
                        "cancel",
                        (caller, id) -> prescriptions.update(caller, id, status(PrescriptionStatus.CANCELLED)))
                .routes();
    }

    private static RecordQuery<PrescriptionStatus> filter(ListQuery query) {
        return RecordQuery.<PrescriptionStatus>all(query.limit())
                .with(Reference.PATIENT, query.text("patientId"))
                .with(Reference.DOCTOR, query.text("doctorId", "providerId"))
                .with(Reference.VISIT, query.text("visitId"))
                .in(query.statuses(EnumNames.PRESCRIPTION_STATUS, PrescriptionStatus.class));
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

    private static PrescriptionForm creation(RecordBody<PrescriptionSnapshot> body) {
        JsonFields fields = body.fields();
        fields.required("medication", () -> fields.line("medication"));
        if (fields.id("visitId", "visit").isEmpty()) {
            fields.required("patientId", () -> fields.id("patientId", "patient"));
            fields.required("doctorId", fields::doctorId);
        }
        return change(body);
    }

    private static PrescriptionForm change(RecordBody<PrescriptionSnapshot> body) {
        JsonFields fields = body.fields();
        return new PrescriptionForm(
                body.id(),
                fields.id("patientId", "patient"),
                fields.doctorId(),
                fields.id("visitId", "visit"),
                fields.line("medication"),
                fields.clearableProse("instructions"),
                fields.enumValue(EnumNames.PRESCRIPTION_STATUS, "status"),
                body.extra());
    }
}
