package dev.carewire.dialect.diagnoxix;

import dev.carewire.command.Caller;
import dev.carewire.command.Checked;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.http.Endpoint;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.json.JsonObject;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.notification.Notification;
import dev.carewire.notification.NotificationDraft;
import dev.carewire.notification.NotificationIds;
import dev.carewire.notification.Notifications;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Diagnoxix's HTTP API for notifications and its WebSockets. A test notification may be sent to oneself, and by staff
 * and back ends to users of their clinic. A request that is granted without a caller is trusted to name its user.
 */
final class DiagnoxixRoutes {

    private static final long FIRST_PAGE = 1;
    private static final long PAGE_SIZE = 20;
    private static final int MAX_DIGITS = 9;

    private final DiagnoxixAuthentication authentication;
    private final ConnectedUsers users;
    private final Notifications notifications;
    private final TenantId defaultTenant;

    /**
     * Creates the routes.
     *
     * @param users the users with connections of that family
     * @param defaultTenant of requests without a token
     */
    DiagnoxixRoutes(
            DiagnoxixAuthentication authentication,
            ConnectedUsers users,
            Notifications notifications,
            TenantId defaultTenant) {
        this.defaultTenant = defaultTenant;
        this.authentication = authentication;
        this.users = users;
        this.notifications = notifications;
    }

    List<Route> routes() {
        return List.of(
                route(HttpMethod.GET, "/v1/ws/stats", (caller, request) -> stats(caller)),
                route(HttpMethod.POST, "/v1/ws/test-notification", this::sendTest),
                route(HttpMethod.GET, "/v1/notifications", this::list),
                route(HttpMethod.POST, "/v1/notifications/{id}/read", this::read),
                route(HttpMethod.POST, "/v1/notifications/{id}/acknowledge", this::acknowledge));
    }

    private Route route(HttpMethod method, String path, Endpoint.Answer<Optional<Caller>> answer) {
        return new Route(
                method,
                path,
                new Endpoint.Authenticated<>(authentication, answer),
                DiagnoxixErrors.FORMAT,
                Route.Conditions.IGNORED);
    }

    private Response stats(Optional<Caller> caller) {
        TenantId tenant = caller.map(Caller::tenant).orElse(defaultTenant);
        JsonObject data = new JsonObject()
                .put("connected_clients", users.connectionCount(tenant))
                .put("status", "active");
        return Response.of(
                HttpResponseStatus.OK,
                new JsonObject().put("success", true).put("data", data).put("status", HttpResponseStatus.OK.code()));
    }

    private Response sendTest(Optional<Caller> caller, Request request) throws MalformedJsonException {
        TestNotification test = JsonFields.parse(request.jsonObject(), DiagnoxixRoutes::testNotification)
                .get();
        String userId = Fields.id("user_id", test.userId());
        test.data().ifPresent(json -> Fields.within("data", json.length(), 0, NotificationDraft.MAX_METADATA_LENGTH));
        if (caller.filter(one -> !maySendTest(one, userId)).isPresent()) {
            throw RejectedException.forbidden("only staff may notify others");
        }
        users.sendTestNotification(
                caller.map(Caller::tenant).orElse(defaultTenant), userId, test.title(), test.message(), test.data());
        return Response.of(
                HttpResponseStatus.OK,
                new JsonObject()
                        .put("success", true)
                        .put("message", "Test notification sent")
                        .put("user_id", userId));
    }

    private static Supplier<TestNotification> testNotification(JsonFields body) {
        Checked<String> userId = body.required("user_id", () -> body.id("user_id"));
        Checked<String> title = body.required("title", () -> body.line("title"));
        Checked<String> message =
                body.required("message", () -> body.prose(NotificationDraft.MAX_MESSAGE_LENGTH, "message"));
        Optional<String> data = body.object("data");
        return () -> new TestNotification(userId.value(), title.value(), message.value(), data);
    }

    private static boolean maySendTest(Caller caller, String userId) {
        return Access.mayAccessRecords(caller.principal())
                || (Access.maySend(caller.principal()) && caller.userId().equals(userId));
    }

    private Response list(Optional<Caller> caller, Request request) {
        NumberedPage page = ListQuery.parse(
                request,
                query -> new NumberedPage(number(query, "page", FIRST_PAGE), number(query, "per_page", PAGE_SIZE)));
        return ok(notifications.page(requireCaller(caller), page.number(), page.size()).stream()
                .map(notification -> (Object) DiagnoxixJson.item(notification).fields())
                .toList());
    }

    private static long number(ListQuery query, String name, long otherwise) {
        return query.text(name)
                .map(text -> {
                    if (text.length() > MAX_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                        throw RejectedException.invalid(name + " must be a whole number");
                    }
                    return Long.parseLong(text);
                })
                .orElse(otherwise);
    }

    private Response read(Optional<Caller> caller, Request request) {
        Notification read = notifications.markSeen(
                requireCaller(caller), Optional.empty(), NotificationIds.fromUuid(request.pathValue("id")));
        return ok(DiagnoxixJson.item(read));
    }

    private Response acknowledge(Optional<Caller> caller, Request request) {
        Notification acknowledged = notifications.acknowledge(
                requireCaller(caller), Optional.empty(), NotificationIds.fromUuid(request.pathValue("id")));
        return ok(DiagnoxixJson.item(acknowledged));
    }

    private static Caller requireCaller(Optional<Caller> caller) {
        return caller.orElseThrow(() -> new RejectedException(Rejection.UNAUTHENTICATED, "token required"));
    }

    private static Response ok(Object data) {
        return Response.of(
                HttpResponseStatus.OK,
                new JsonObject()
                        .put("status", HttpResponseStatus.OK.code())
                        .put("success", true)
                        .put("data", data));
    }

    private record NumberedPage(long number, long size) {}

    private record TestNotification(String userId, String title, String message, Optional<String> data) {}
}
