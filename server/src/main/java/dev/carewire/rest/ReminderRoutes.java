package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.dialect.standard.ReminderJson;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.notification.MedicationReminders;
import dev.carewire.notification.Preferences;
import java.util.List;

/** Users' notification preferences and their reminders. */
public final class ReminderRoutes {

    private final Preferences preferences;
    private final MedicationReminders medications;

    public ReminderRoutes(Preferences preferences, MedicationReminders medications) {
        this.preferences = preferences;
        this.medications = medications;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/notifications/preferences", (caller, request) -> preferences(caller)),
                Route.put("/api/notifications/preferences", this::change),
                Route.get("/api/reminders/medication", this::list),
                Route.post("/api/reminders/medication", this::schedule),
                Route.delete("/api/reminders/medication/{id}", this::cancel));
    }

    private Response preferences(Caller caller) {
        return Response.ok(ReminderJson.preferences(preferences.list(caller)));
    }

    private Response change(Caller caller, Request request) throws MalformedJsonException {
        return Response.ok(
                ReminderJson.preferences(preferences.change(caller, ReminderJson.changes(request.jsonObject()))));
    }

    private Response list(Caller caller, Request request) {
        return Response.list(medications.list(caller, new ListQuery(request).text("userId")).stream()
                .map(ReminderJson::medication)
                .toList());
    }

    private Response schedule(Caller caller, Request request) throws MalformedJsonException {
        return Response.created(
                ReminderJson.medication(medications.plan(caller, ReminderJson.medicationForm(request.jsonObject()))));
    }

    private Response cancel(Caller caller, Request request) {
        medications.cancel(caller, request.pathValue("id"));
        return Response.okWithoutData();
    }
}
