package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Checked;
import dev.carewire.command.Page;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.NotificationPriority;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.notification.DeliveryGuarantee;
import dev.carewire.notification.Notification;
import dev.carewire.notification.NotificationDraft;
import dev.carewire.notification.NotificationKind;
import dev.carewire.notification.Notifications;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

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
                Route.get("/api/notifications", NotificationRoutes::page, this::history),
                Route.post("/api/notifications", NotificationRoutes::draft, this::send),
                Route.get("/api/notifications/unread-count", (caller, request) -> unread(caller)),
                Route.post("/api/notifications/read", body -> body.ids("ids"), this::read),
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

    private static PageQuery page(ListQuery query) {
        return new PageQuery(query.text("before"), query.limit(Notifications.MAX_LISTED));
    }

    private Response history(Caller caller, Request request, PageQuery query) {
        Page<Notification> page = notifications.history(caller, query.before(), query.limit());
        return Response.page(page.items().stream().map(NotificationRoutes::json).toList(), page.nextCursor());
    }

    private Response unread(Caller caller) {
        return Response.ok(new JsonObject().put("unreadCount", notifications.countUnread(caller)));
    }

    private static Supplier<NotificationDraft> draft(JsonFields body) {
        Checked<String> userId = body.required("userId", () -> body.id("userId"));
        NotificationKind kind = body.read("a text", value -> value.text().map(NotificationKind::new), "type")
                .orElse(NotificationKind.GENERAL);
        Checked<String> title = body.required("title", () -> body.line("title"));
        Checked<String> message =
                body.required("message", () -> body.prose(NotificationDraft.MAX_MESSAGE_LENGTH, "message"));
        NotificationPriority priority =
                body.enumValue(EnumNames.NOTIFICATION_PRIORITY, "priority").orElse(NotificationPriority.NORMAL);
        boolean mustAcknowledge = body.flag("mustAcknowledge").orElse(false);
        Optional<String> relatedKind = body.text("relatedEntityType");
        Optional<String> relatedId = body.id("relatedEntityId");
        Optional<String> actionUrl = body.text("actionUrl");
        Optional<String> metadata = body.object("metadata");
        return () -> new NotificationDraft(
                userId.value(),
                kind,
                title.value(),
                message.value(),
                priority,
                mustAcknowledge ? DeliveryGuarantee.ACKNOWLEDGED : DeliveryGuarantee.PLAIN,
                relatedKind,
                relatedId,
                actionUrl,
                metadata);
    }

    private Response send(Caller caller, Request request, Supplier<NotificationDraft> draft) {
        return Response.created(StandardJson.notification(notifications.send(caller, draft.get())));
    }

    private Response read(Caller caller, Request request, Set<String> ids) {
        List<String> seen = notifications.markSeen(caller, Optional.empty(), ids);
        return Response.ok(new JsonObject().put("marked", seen.size()));
    }

    private static Response ok(Notification notification) {
        return Response.ok(json(notification));
    }

    /** A notification with its state, in answers. */
    public static JsonObject json(Notification notification) {
        return StandardJson.notification(notification.snapshot())
                .put("state", notification.state().name().toLowerCase(Locale.ROOT))
                .put("read", !notification.isUnread())
                .put("deliveredAt", notification.deliveredAt())
                .put("seenAt", notification.seen().map(Notification.UserAction::at))
                .put("acknowledgedAt", notification.acknowledged().map(Notification.UserAction::at))
                .put("acknowledgedBy", notification.acknowledged().map(Notification.UserAction::by))
                .put("dismissedAt", notification.dismissedAt());
    }

    private record PageQuery(Optional<String> before, int limit) {}
}
