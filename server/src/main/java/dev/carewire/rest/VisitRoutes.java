package dev.carewire.rest;

import dev.carewire.command.TimeCursor;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Route;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.Reference;
import dev.carewire.visit.VisitForm;
import dev.carewire.visit.Visits;
import java.util.List;

/**
 * Visits of patients to doctors. The list accepts {@code patientId}, {@code doctorId} or {@code providerId},
 * {@code status}, {@code date}, or {@code from} and {@code to}, of the opening, {@code limit} and {@code cursor}.
 */
public final class VisitRoutes {

    private final Visits visits;

    public VisitRoutes(Visits visits) {
        this.visits = visits;
    }

    public List<Route> routes() {
        RecordRoutes.Creation<VisitSnapshot, VisitForm> creation =
                new RecordRoutes.Creation<>(VisitInput::creation, visits::create);
        return new RecordRoutes<>("/api/visits", ClinicJson::visit, visits::whileLocked)
                .pages(VisitRoutes::filter, TimeCursor::find, visits::list)
                .create(creation)
                .get(visits::get)
                .put(creation, VisitInput::change, (caller, current, form) -> visits.update(caller, current.id(), form))
                .delete(visits::delete)
                .routes();
    }

    private static RecordQuery<VisitStatus> filter(ListQuery query) {
        return RecordQuery.<VisitStatus>all(query.limit())
                .during(query.dateOrRange())
                .with(Reference.PATIENT, query.text("patientId"))
                .with(Reference.DOCTOR, query.text("doctorId", "providerId"))
                .in(query.statuses(EnumNames.VISIT_STATUS, VisitStatus.class));
    }
}
