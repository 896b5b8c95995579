package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Checked;
import dev.carewire.http.JsonFields;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.notification.Announced;
import dev.carewire.notification.NotificationDraft;
import dev.carewire.notification.PredefinedNotifications;
import dev.carewire.notification.UrgentAlert;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Announcements of staff or other systems to all staff of the clinic. */
public final class AnnouncementRoutes {

    private final PredefinedNotifications announcements;

    public AnnouncementRoutes(PredefinedNotifications announcements) {
        this.announcements = announcements;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/notifications/urgent-alert", AnnouncementRoutes::urgentAlert, this::alert),
                Route.post("/api/notifications/system-broadcast", AnnouncementRoutes::announcement, this::broadcast));
    }

    private static Supplier<UrgentAlert> urgentAlert(JsonFields body) {
        Supplier<Announcement> text = announcement(body);
        Optional<String> relatedKind = body.text("relatedEntityType");
        Optional<String> relatedId = body.id("relatedEntityId");
        Optional<String> actionUrl = body.text("actionUrl");
        return () -> new UrgentAlert(text.get().title(), text.get().message(), relatedKind, relatedId, actionUrl);
    }

    private static Supplier<Announcement> announcement(JsonFields body) {
        Checked<String> title = body.required("title", () -> body.line("title"));
        Checked<String> message =
                body.required("message", () -> body.prose(NotificationDraft.MAX_MESSAGE_LENGTH, "message"));
        return () -> new Announcement(title.value(), message.value());
    }

    private Response alert(Caller caller, Request request, Supplier<UrgentAlert> alert) {
        caller.requireRecordAccess();
        return notified(announcements.sendUrgentAlert(caller.tenant(), alert.get()));
    }

    private Response broadcast(Caller caller, Request request, Supplier<Announcement> announcement) {
        caller.requireRecordAccess();
        Announcement text = announcement.get();
        return notified(announcements.broadcastSystemNotification(caller.tenant(), text.title(), text.message()));
    }

    private static Response notified(Announced announced) {
        return Response.created(new JsonObject()
                .put("notified", announced.notifications().size())
                .put("recipients", announced.recipients())
                .put("reached", announced.reached()));
    }

    private record Announcement(String title, String message) {}
}
