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
                .create((caller, body) -> visits.create(caller, VisitInput.creation(body)))
                .get(visits::get)
                .update((caller, id, body) ->
                        visits.update(caller, id, VisitInput.change(body, visits.get(caller, id))))
                .delete(visits::delete)
                .routes();
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
