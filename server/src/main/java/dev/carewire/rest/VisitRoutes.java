package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Route;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.Reference;
import dev.carewire.visit.Visits;
import java.util.List;

/**
 * Visits of patients to doctors. The list accepts {@code patientId}, {@code doctorId} or {@code providerId},
 * {@code status} and {@code limit}.
 */
public final class VisitRoutes {

    private final Visits visits;

    public VisitRoutes(Visits visits) {
        this.visits = visits;
    }

    public List<Route> routes() {
        return new RecordRoutes<>("/api/visits", ClinicJson::visit)
                .list(this::list)
                .create(this::create)
                .get(visits::get)
                .put(
                        visits::find,
                        this::create,
                        (caller, current, body) ->
                                visits.update(caller, current.id(), VisitInput.change(body, current)))
                .delete(visits::delete)
                .routes();
    }

    private VisitSnapshot create(Caller caller, RecordBody<VisitSnapshot> body) {
        return visits.create(caller, VisitInput.creation(body));
    }

    private List<VisitSnapshot> list(Caller caller, ListQuery query) {
        return visits.list(
                caller,
                RecordQuery.<VisitStatus>all(query.limit())
                        .with(Reference.PATIENT, query.text("patientId"))
                        .with(Reference.DOCTOR, query.text("doctorId", "providerId"))
                        .in(query.statuses(EnumNames.VISIT_STATUS, VisitStatus.class)));
    }
}
