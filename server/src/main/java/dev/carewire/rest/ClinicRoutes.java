package dev.carewire.rest;

import dev.carewire.clinic.Clinic;
import dev.carewire.clinic.ClinicForm;
import dev.carewire.clinic.Clinics;
import dev.carewire.clinic.Overlap;
import dev.carewire.command.Caller;
import dev.carewire.http.EntityTag;
import dev.carewire.http.JsonFields;
import dev.carewire.http.Preconditions;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.http.WireNames;
import dev.carewire.json.Baseline;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The settings of the caller's clinic, which administrators and back ends change. */
public final class ClinicRoutes {

    private static final String PATH = "/api/clinic";
    private static final WireNames<Overlap> OVERLAPS = WireNames.of(Overlap.class);

    private final Clinics clinics;

    public ClinicRoutes(Clinics clinics) {
        this.clinics = clinics;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(PATH, (caller, request) -> {
                            JsonObject clinic = json(clinics.get(caller));
                            return Preconditions.of(request).read(EntityTag.of(clinic), () -> Response.ok(clinic));
                        })
                        .conditional(),
                Route.change(PATH, ClinicRoutes::form, this::put).conditional());
    }

    private Response put(Caller caller, Request request, JsonValue body) {
        JsonObject clinic = json(clinics.put(caller, current -> {
            JsonObject before = json(current);
            Preconditions.of(request).require(Optional.of(EntityTag.of(before)));
            Baseline baseline = Baseline.of(body, List.of(before));
            return JsonFields.parseChange(body, request.zone(), baseline, ClinicRoutes::form);
        }));
        return Response.ok(clinic).withTag(EntityTag.of(clinic));
    }

    private static ClinicForm form(JsonFields body) {
        return new ClinicForm(
                body.line("name"), body.timeZone("timeZone", "zone"), body.enumValue(OVERLAPS, "overlap"));
    }

    private static JsonObject json(Clinic clinic) {
        return new JsonObject()
                .put("name", clinic.name())
                .put("timeZone", clinic.zone().getId())
                .put("overlap", clinic.overlap().name().toLowerCase(Locale.ROOT));
    }
}
