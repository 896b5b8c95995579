package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Checked;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.ClientSockets;
import dev.carewire.dialect.ClientSockets.ClientSocket;
import dev.carewire.dialect.ClientSockets.Disconnect;
import dev.carewire.dialect.ClientSockets.Replies;
import dev.carewire.dialect.ClientSockets.Selection;
import dev.carewire.dialect.ClientSockets.SocketList;
import dev.carewire.emission.VerbatimEmission;
import dev.carewire.http.Endpoint;
import dev.carewire.http.JsonFields;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.identity.Role;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The connected clients of a family, for its own back end: list them, ask them, move them between rooms, end them. */
public final class SocketRoutes {

    /** Shortest time for replies, in milliseconds. */
    static final int MIN_TIMEOUT_MS = 100;

    /** Longest time for replies, in milliseconds. */
    static final int MAX_TIMEOUT_MS = 30_000;

    private static final int DEFAULT_TIMEOUT_MS = 5_000;

    private static final String TIMEOUT = "timeoutMs";
    private static final String ROOMS = "rooms";
    private static final String CLOSE = "close";
    private static final Set<String> QUESTION = Set.of(VerbatimInput.FAMILY, "to", "except", "event", "args", TIMEOUT);
    private static final Set<String> SELECTION = Set.of(VerbatimInput.FAMILY, "in", "except");

    private final ClientSockets sockets;
    private final BackEndRate rate;

    /**
     * Creates the routes.
     *
     * @param perSecond requests per token in the long run, 1 or more
     * @param burst requests per token at once, 1 or more
     */
    public SocketRoutes(ClientSockets sockets, int perSecond, int burst, Clock clock) {
        this.sockets = sockets;
        this.rate = new BackEndRate(perSecond, burst, clock);
    }

    public List<Route> routes() {
        return List.of(
                Route.postDeferred("/api/v1/sockets/ask", this::ask),
                Route.post("/api/v1/sockets/fetch", this::fetch),
                Route.postDeferred("/api/v1/sockets/join", deferred(this::join)),
                Route.postDeferred("/api/v1/sockets/leave", deferred(this::leave)),
                Route.postDeferred("/api/v1/sockets/disconnect", deferred(this::disconnect)));
    }

    private Endpoint.Deferred deferred(SocketCommand command) {
        return (caller, request) -> {
            Optional<Response> rejection = rate.rejection(caller);
            return rejection.isPresent()
                    ? CompletableFuture.completedStage(rejection.get())
                    : command.run(caller, request)
                            .thenApply(sockets ->
                                    Response.of(HttpResponseStatus.OK, new JsonObject().put("sockets", sockets)));
        };
    }

    private CompletionStage<Response> ask(Caller caller, Request request) throws MalformedJsonException {
        Optional<Response> rejection = rate.rejection(caller);
        if (rejection.isPresent()) {
            return CompletableFuture.completedStage(rejection.get());
        }
        JsonValue body = request.jsonObject();
        VerbatimInput.requireKnown(body, QUESTION);
        VerbatimEmission question = VerbatimInput.emission("", body, request.text());
        int timeout = JsonFields.parse(
                body,
                fields -> fields.numberWithin(MIN_TIMEOUT_MS, MAX_TIMEOUT_MS, TIMEOUT)
                        .orElse(DEFAULT_TIMEOUT_MS));
        return sockets.ask(
                        caller.tenant(),
                        question.to().isEmpty() ? question.toTenant(caller.tenant()) : question,
                        Duration.ofMillis(timeout))
                .thenApply(SocketRoutes::replies);
    }

    private static Response replies(Replies replies) {
        List<Map<String, Object>> answers = replies.arguments().entrySet().stream()
                .map(reply -> reply(reply.getKey(), reply.getValue()).fields())
                .toList();
        return Response.of(
                HttpResponseStatus.OK, new JsonObject().put("answers", answers).put("missing", replies.missing()));
    }

    /**
     * The reply of a client to a question.
     *
     * @param args the JSON array of its arguments
     */
    public static JsonObject reply(String socketId, String args) {
        return new JsonObject().put("socketId", socketId).putJson("args", Optional.of(args));
    }

    private Response fetch(Caller caller, Request request) throws MalformedJsonException {
        Optional<Response> rejection = rate.rejection(caller);
        if (rejection.isPresent()) {
            return rejection.get();
        }
        SocketList list = sockets.fetch(caller.tenant(), form(request).selection());
        JsonObject answer = new JsonObject()
                .put(
                        "sockets",
                        list.sockets().stream()
                                .map(socket -> socket(socket).fields())
                                .toList());
        return Response.of(HttpResponseStatus.OK, list.truncated() ? answer.put("truncated", true) : answer);
    }

    /** A connected client in answers. */
    public static JsonObject socket(ClientSocket socket) {
        return new JsonObject()
                .put("id", socket.id())
                .put("userId", socket.userId())
                .put("tenantId", socket.tenant().value())
                .put("name", socket.name())
                .put("roles", socket.roles().stream().map(Role::claim).sorted().toList())
                .put(ROOMS, socket.rooms())
                .put("connectedAt", socket.connectedAt());
    }

    private CompletionStage<Integer> join(Caller caller, Request request) throws MalformedJsonException {
        SocketForm form = form(request, ROOMS);
        return sockets.join(caller.tenant(), form.selection(), form.rooms());
    }

    private CompletionStage<Integer> leave(Caller caller, Request request) throws MalformedJsonException {
        SocketForm form = form(request, ROOMS);
        return sockets.leave(caller.tenant(), form.selection(), form.rooms());
    }

    private CompletionStage<Integer> disconnect(Caller caller, Request request) throws MalformedJsonException {
        SocketForm form = form(request, CLOSE);
        return sockets.disconnect(caller.tenant(), form.selection(), form.disconnect());
    }

    /** @param more the fields beside those of the selection */
    private static SocketForm form(Request request, String... more) throws MalformedJsonException {
        JsonValue body = request.jsonObject();
        VerbatimInput.requireKnown(body, SELECTION, more);
        return JsonFields.parse(body, SocketRoutes::form).get();
    }

    private static Supplier<SocketForm> form(JsonFields fields) {
        Checked<String> family = fields.required(VerbatimInput.FAMILY, () -> fields.text(VerbatimInput.FAMILY));
        List<String> in = VerbatimInput.names(fields, "in");
        List<String> except = VerbatimInput.names(fields, "except");
        List<String> rooms = VerbatimInput.names(fields, ROOMS);
        Disconnect disconnect = fields.flag(CLOSE).orElse(false) ? Disconnect.TRANSPORT : Disconnect.SESSION;
        return () -> new SocketForm(new Selection(family.value(), in, except), rooms, disconnect);
    }

    /** The body of a request that concerns some sockets. */
    private record SocketForm(Selection selection, List<String> rooms, Disconnect disconnect) {}

    /** A command on sockets, with their number as its result. */
    @FunctionalInterface
    private interface SocketCommand {

        /** @throws RejectedException if the request is refused; nothing has changed then */
        CompletionStage<Integer> run(Caller caller, Request request) throws MalformedJsonException;
    }
}
