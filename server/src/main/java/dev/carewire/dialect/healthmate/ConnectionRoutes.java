package dev.carewire.dialect.healthmate;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.healthmate.OpenConnection.State;
import dev.carewire.http.Endpoint;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.identity.Access;
import dev.carewire.json.JsonObject;
import dev.carewire.text.Identifier;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * HTTP routes for operators about the connections below {@code /ws}, in the shapes of HealthMate's documents. Operators
 * see and end the connections of their own tenant. Super admins see all, including unauthenticated ones. An invisible connection is reported as missing.
 */
final class ConnectionRoutes {

    private static final String DEFAULT_REASON = "Admin disconnect";
    private static final Pattern NUMERIC_ID = Pattern.compile("[1-9][0-9]{0,14}");
    private static final List<String> TOPICS = List.of("health_updates", "chat", "notifications");
    private static final Optional<String> JSON_NULL = Optional.of("null");

    private final HealthmateConnections connections;
    private final Clock clock;

    ConnectionRoutes(HealthmateConnections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                route(HttpMethod.GET, "/ws/status", this::status),
                route(HttpMethod.GET, "/ws/connection/{id}/health", this::health),
                route(HttpMethod.POST, "/ws/user/{id}/reconnect", this::reconnect),
                route(HttpMethod.DELETE, "/ws/connection/{id}", this::disconnect));
    }

    private static Route route(HttpMethod method, String path, Endpoint.ForCallers endpoint) {
        return new Route(method, path, (Endpoint.ForCallers) (user, request) -> {
            if (!Access.mayOperate(user.principal())) {
                throw RejectedException.forbidden("only those who run the server may do this (role operator)");
            }
            return endpoint.answer(user, request);
        });
    }

    private Response status(Caller user, Request request) {
        List<OpenConnection> visible =
                connections.all().stream().filter(one -> maySee(user, one)).toList();
        JsonObject subscriptions = new JsonObject();
        TOPICS.forEach(topic -> subscriptions.put(
                topic,
                visible.stream()
                        .filter(one -> one.subscriptions().contains(topic))
                        .count()));
        return answer(new JsonObject()
                .put("status", "healthy")
                .put("active_connections", visible.size())
                .put(
                        "total_connections",
                        connections.totalOpened(
                                Access.maySubscribeToAllTenants(user.principal())
                                        ? Optional.empty()
                                        : Optional.of(user.tenant())))
                .put(
                        "users_online",
                        visible.stream()
                                .filter(one -> one.userId().isPresent())
                                .map(one -> List.of(one.tenant(), one.userId()))
                                .distinct()
                                .count())
                .put("subscriptions", subscriptions));
    }

    private Response health(Caller user, Request request) {
        String id = request.pathValue("id");
        JsonObject health = find(user, id)
                .map(ConnectionRoutes::health)
                .orElseGet(() -> new JsonObject().put("status", "not_found"));
        return answer(new JsonObject().put("connection_id", id).put("health", health));
    }

    private static JsonObject health(OpenConnection connection) {
        JsonObject health = new JsonObject()
                .put("connection_id", connection.id())
                .put("state", connection.state().name().toLowerCase(Locale.ROOT));
        putOrNull(health, "user_id", connection.userId().map(ConnectionRoutes::userId));
        health.put("connected_at", connection.openedAt())
                .put("last_activity", connection.lastActiveAt())
                .put("retry_count", connection.failedAttempts())
                .put("recovery_attempts", connection.retries());
        putOrNull(health, "last_error", connection.lastError());
        return health.put("subscriptions", connection.subscriptions())
                .put("is_healthy", connection.state() != State.ERROR);
    }

    private Response reconnect(Caller user, Request request) {
        String id = requireValidId(request.pathValue("id"));
        List<OpenConnection> userConnections = connections.all().stream()
                .filter(one -> one.userId().equals(Optional.of(id)) && maySee(user, one))
                .toList();
        userConnections.forEach(one -> connections.closeForReconnect(one.id()));
        return answer(new JsonObject()
                .put("user_id", userId(id))
                .put("reconnected", !userConnections.isEmpty())
                .put("message", "User reconnection attempted"));
    }

    /** Succeeds for a missing connection, too: in either case, it is closed afterwards. */
    private Response disconnect(Caller user, Request request) {
        String id = request.pathValue("id");
        String reason = ListQuery.parse(request, query -> query.text("reason").orElse(DEFAULT_REASON));
        find(user, id).ifPresent(one -> connections.close(one.id(), reason));
        return answer(new JsonObject()
                .put("connection_id", id)
                .put("disconnected", true)
                .put("reason", reason));
    }

    private Optional<OpenConnection> find(Caller user, String id) {
        return connections.find(id).filter(one -> maySee(user, one));
    }

    private static boolean maySee(Caller user, OpenConnection connection) {
        return Access.maySubscribeToAllTenants(user.principal())
                || connection.tenant().equals(Optional.of(user.tenant()));
    }

    private static String requireValidId(String id) {
        if (!Identifier.isValid(id)) {
            throw RejectedException.invalid("id: invalid (expected: 1 to " + Identifier.MAX_LENGTH + " characters)");
        }
        return id;
    }

    /** A number, as in HealthMate, if the id is one. */
    private static Object userId(String id) {
        return NUMERIC_ID.matcher(id).matches() ? (Object) Long.valueOf(id) : (Object) id;
    }

    private static void putOrNull(JsonObject object, String name, Optional<?> value) {
        if (value.isPresent()) {
            object.put(name, value);
        } else {
            object.putJson(name, JSON_NULL);
        }
    }

    private Response answer(JsonObject body) {
        return Response.of(HttpResponseStatus.OK, body.put("timestamp", clock.instant()));
    }
}
