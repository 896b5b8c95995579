package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.dialect.standard.ReminderJson;
import dev.carewire.event.NotificationPreference;
import dev.carewire.http.EntityTag;
import dev.carewire.http.Preconditions;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.notification.MedicationReminderForm;
import dev.carewire.notification.MedicationReminders;
import dev.carewire.notification.MedicationScheduleRepository.ScheduledMedication;
import dev.carewire.notification.Preferences;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Users' notification preferences and their reminders. */
public final class ReminderRoutes {

    /** The server moves it with every reminder: no change by which a user could be surprised. */
    private static final String NEXT_AT = "nextAt";

    private final Preferences preferences;
    private final MedicationReminders medications;
    private final RecordVersions<ScheduledMedication> versions;

    public ReminderRoutes(Preferences preferences, MedicationReminders medications) {
        this.preferences = preferences;
        this.medications = medications;
        this.versions = new RecordVersions<>(
                medications::whileLocked,
                (planned, zone) -> List.of(ReminderJson.medication(planned).removeFields(List.of(NEXT_AT))));
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/notifications/preferences", this::preferences).conditional(),
                Route.put("/api/notifications/preferences", ReminderJson::changes, this::change)
                        .conditional(),
                Route.get("/api/reminders/medication", query -> query.text("userId"), this::list),
                Route.post("/api/reminders/medication", ReminderJson::medicationForm, this::schedule),
                Route.delete("/api/reminders/medication/{id}", this::cancel).conditional());
    }

    private Response preferences(Caller caller, Request request) {
        JsonObject all = ReminderJson.preferences(preferences.list(caller));
        return Preconditions.of(request).read(EntityTag.of(all), () -> Response.ok(all));
    }

    private Response change(
            Caller caller, Request request, Supplier<Map<String, Optional<NotificationPreference>>> changes) {
        Preconditions conditions = Preconditions.of(request);
        JsonObject all = ReminderJson.preferences(preferences.change(caller, current -> {
            conditions.require(Optional.of(EntityTag.of(ReminderJson.preferences(current))));
            return changes.get();
        }));
        return Response.ok(all).withTag(EntityTag.of(all));
    }

    private Response list(Caller caller, Request request, Optional<String> userId) {
        return Response.list(medications.list(caller, userId).stream()
                .map(ReminderJson::medication)
                .toList());
    }

    private Response schedule(Caller caller, Request request, MedicationReminderForm form) {
        ScheduledMedication planned = medications.plan(caller, form);
        return versions.tagged(request, Response.created(ReminderJson.medication(planned)), planned);
    }

    private Response cancel(Caller caller, Request request) {
        return versions.command(caller, request, () -> {
            medications.cancel(caller, request.pathValue("id"));
            return Response.okWithoutData();
        });
    }
}
