package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.notification.PredefinedNotifications;
import dev.carewire.notification.UrgentAlert;
import java.util.List;

/** Announcements of staff or other systems to all staff of the clinic. */
public final class AnnouncementRoutes {

    private final PredefinedNotifications announcements;

    public AnnouncementRoutes(PredefinedNotifications announcements) {
        this.announcements = announcements;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/notifications/urgent-alert", this::alert),
                Route.post("/api/notifications/system-broadcast", this::broadcast));
    }

    private Response alert(Caller caller, Request request) throws MalformedJsonException {
        caller.requireRecordAccess();
        JsonFields body = new JsonFields(request.jsonObject());
        return notified(announcements.sendUrgentAlert(
                caller.tenant(),
                new UrgentAlert(
                        Fields.required("title", body.text("title")),
                        Fields.required("message", body.text("message")),
                        body.text("relatedEntityType"),
                        body.id("relatedEntityId"),
                        body.text("actionUrl"))));
    }

    private Response broadcast(Caller caller, Request request) throws MalformedJsonException {
        caller.requireRecordAccess();
        JsonFields body = new JsonFields(request.jsonObject());
        return notified(announcements.broadcastSystemNotification(
                caller.tenant(),
                Fields.required("title", body.text("title")),
                Fields.required("message", body.text("message"))));
    }

    private static Response notified(List<NotificationSnapshot> notifications) {
        return Response.created(new JsonObject().put("notified", notifications.size()));
    }
}
