package dev.carewire.rest;

import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.LabStatus;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Route;
import dev.carewire.lab.LabForm;
import dev.carewire.lab.LabResults;
import dev.carewire.record.ExtraChange;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.Reference;
import dev.carewire.text.Texts;
import java.util.List;
import java.util.Optional;

/**
 * Lab orders and their results. The list accepts {@code patientId}, {@code doctorId} or {@code providerId},
 * {@code visitId}, {@code status} and {@code limit}. A result is entered by changing the order.
 */
public final class LabRoutes {

    private final LabResults labResults;

    public LabRoutes(LabResults labResults) {
        this.labResults = labResults;
    }

    public List<Route> routes() {
        RecordRoutes.Creation<LabResultSnapshot, LabForm> creation =
                new RecordRoutes.Creation<>(LabRoutes::creation, labResults::create);
        return new RecordRoutes<>("/api/lab-results", StandardJson::labResult, labResults::whileLocked)
                .newestFirst(LabRoutes::filter, labResults::list)
                .create(creation)
                .get(labResults::get)
                .put(
                        creation,
                        LabRoutes::change,
                        (caller, current, form) -> labResults.update(caller, current.id(), form))
                .command("review", (caller, id) -> labResults.update(caller, id, status(LabStatus.REVIEWED)))
                .command("cancel", (caller, id) -> labResults.update(caller, id, status(LabStatus.CANCELLED)))
                .routes();
    }

    private static RecordQuery<LabStatus> filter(ListQuery query) {
        return RecordQuery.<LabStatus>all(query.limit())
                .with(Reference.PATIENT, query.text("patientId"))
                .with(Reference.DOCTOR, query.text("doctorId", "providerId"))
                .with(Reference.VISIT, query.text("visitId"))
                .in(query.statuses(EnumNames.LAB_STATUS, LabStatus.class));
    }

    private static LabForm status(LabStatus status) {
        return new LabForm(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(status),
                ExtraChange.none());
    }

    private static LabForm creation(RecordBody<LabResultSnapshot> body) {
        JsonFields fields = body.fields();
        fields.required("orderType", () -> fields.line("orderType"));
        if (fields.id("visitId", "visit").isEmpty()) {
            fields.required("patientId", () -> fields.id("patientId", "patient"));
            fields.required("doctorId", fields::doctorId);
        }
        return change(body);
    }

    private static LabForm change(RecordBody<LabResultSnapshot> body) {
        JsonFields fields = body.fields();
        return new LabForm(
                body.id(),
                fields.id("patientId", "patient"),
                fields.doctorId(),
                fields.id("visitId", "visit"),
                fields.line("orderType"),
                fields.prose(Texts.PROSE_LENGTH, "result"),
                fields.enumValue(EnumNames.LAB_FLAG, "resultFlag"),
                fields.enumValue(EnumNames.LAB_STATUS, "status"),
                body.extra());
    }
}
