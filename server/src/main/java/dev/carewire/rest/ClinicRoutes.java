package dev.carewire.rest;

import dev.carewire.clinic.Clinic;
import dev.carewire.clinic.ClinicForm;
import dev.carewire.clinic.Clinics;
import dev.carewire.clinic.Overlap;
import dev.carewire.http.JsonFields;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.http.WireNames;
import dev.carewire.json.JsonObject;
import java.util.List;
import java.util.Locale;

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
                Route.get(PATH, (caller, request) -> Response.ok(json(clinics.get(caller)))),
                Route.put(
                        PATH,
                        ClinicRoutes::form,
                        (caller, request, form) -> Response.ok(json(clinics.put(caller, form)))));
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
