package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.NotificationPriority;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.notification.DeliveryGuarantee;
import dev.carewire.notification.Notification;
import dev.carewire.notification.NotificationDraft;
import dev.carewire.notification.NotificationKind;
import dev.carewire.notification.Notifications;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Notifications: the caller's own, and new ones for others. They have the format of their events and include the
 * delivery status.
 */
public final class NotificationRoutes {

    private final Notifications notifications;

    public NotificationRoutes(Notifications notifications) {
        this.notifications = notifications;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/notifications", this::history),
                Route.post("/api/notifications", this::send),
                Route.get("/api/notifications/unread-count", (caller, request) -> unread(caller)),
                Route.post("/api/notifications/read", this::read),
                Route.post(
                        "/api/notifications/{id}/seen",
                        (caller, request) ->
                                ok(notifications.markSeen(caller, Optional.empty(), request.pathValue("id")))),
                Route.post(
                        "/api/notifications/{id}/acknowledge",
                        (caller, request) ->
                                ok(notifications.acknowledge(caller, Optional.empty(), request.pathValue("id")))),
                Route.post(
                        "/api/notifications/{id}/dismiss",
                        (caller, request) ->
                                ok(notifications.dismiss(caller, Optional.empty(), request.pathValue("id")))));
    }

    private Response history(Caller caller, Request request) {
        ListQuery query = new ListQuery(request);
        Page<Notification> page =
                notifications.history(caller, query.text("before"), query.limit(Notifications.MAX_LISTED));
        return Response.page(page.items().stream().map(NotificationRoutes::json).toList(), page.nextCursor());
    }

    private Response unread(Caller caller) {
        return Response.ok(new JsonObject().put("unreadCount", notifications.countUnread(caller)));
    }

    private Response send(Caller caller, Request request) throws MalformedJsonException {
        JsonFields body = new JsonFields(request.jsonObject());
        boolean mustAcknowledge = body.flag("mustAcknowledge").orElse(false);
        NotificationDraft draft = new NotificationDraft(
                Fields.required("userId", body.id("userId")),
                body.text("type").map(NotificationKind::new).orElse(NotificationKind.GENERAL),
                Fields.required("title", body.text("title")),
                Fields.required("message", body.text("message")),
                body.enumValue(EnumNames.NOTIFICATION_PRIORITY, "priority").orElse(NotificationPriority.NORMAL),
                mustAcknowledge ? DeliveryGuarantee.ACKNOWLEDGED : DeliveryGuarantee.PLAIN,
                body.text("relatedEntityType"),
                body.id("relatedEntityId"),
                body.text("actionUrl"),
                body.object("metadata"));
        return Response.created(StandardJson.notification(notifications.send(caller, draft)));
    }

    private Response read(Caller caller, Request request) throws MalformedJsonException {
        List<String> seen =
                notifications.markSeen(caller, Optional.empty(), new JsonFields(request.jsonObject()).ids("ids"));
        return Response.ok(new JsonObject().put("marked", seen.size()));
    }

    private static Response ok(Notification notification) {
        return Response.ok(json(notification));
    }

    private static JsonObject json(Notification notification) {
        return StandardJson.notification(notification.snapshot())
                .put("state", notification.state().name().toLowerCase(Locale.ROOT))
                .put("read", !notification.isUnread())
                .put("deliveredAt", notification.deliveredAt())
                .put("seenAt", notification.seen().map(Notification.UserAction::at))
                .put("acknowledgedAt", notification.acknowledged().map(Notification.UserAction::at))
                .put("acknowledgedBy", notification.acknowledged().map(Notification.UserAction::by))
                .put("dismissedAt", notification.dismissedAt());
    }
}
