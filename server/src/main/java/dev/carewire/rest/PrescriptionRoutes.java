package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Route;
import dev.carewire.prescription.PrescriptionForm;
import dev.carewire.prescription.Prescriptions;
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
                .pages(this::list)
                .create((caller, body) -> prescriptions.create(caller, form(body)))
                .get(prescriptions::get)
                .update((caller, id, body) -> prescriptions.update(caller, id, form(body)))
                .command("send", (caller, id) -> prescriptions.update(caller, id, status(PrescriptionStatus.SENT)))
                .command(
                        "cancel",
                        (caller, id) -> prescriptions.update(caller, id, status(PrescriptionStatus.CANCELLED)))
                .routes();
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
                Optional.of(status));
    }

    private static PrescriptionForm form(JsonFields body) {
        return new PrescriptionForm(
                body.id("patientId", "patient"),
                body.doctorId(),
                body.id("visitId", "visit"),
                body.text("medication"),
                body.text("instructions"),
                body.enumValue(EnumNames.PRESCRIPTION_STATUS, "status"));
    }
}
