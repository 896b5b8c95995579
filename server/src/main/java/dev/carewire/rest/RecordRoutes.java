package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.event.Extensible;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Builds the routes of one kind of record: its list, a single record, and commands on it. Every response contains the
 * record after the change, and the names of the body's fields that the server does not know. One thread, until
 * {@link #routes()}.
 *
 * @param <R> the record
 */
final class RecordRoutes<R extends Extensible<R>> {

    private static final String ID = "id";

    private final String path;
    private final Function<R, JsonObject> json;
    private final List<Function<R, JsonObject>> formats = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();

    /** Creates a record from a request's body. */
    interface Creation<R extends Extensible<R>> {
        R create(Caller caller, RecordBody<R> body);
    }

    /** Changes a record. */
    interface Change<R extends Extensible<R>> {
        R change(Caller caller, R current, RecordBody<R> body);
    }

    /** Applies a command to the record with this id. */
    interface Command<R> {
        R apply(Caller caller, String id, JsonFields body);
    }

    /**
     * Creates a builder without routes.
     *
     * @param path of the list, such as {@code /api/visits}
     * @param json the format that clients see
     */
    RecordRoutes(String path, Function<R, JsonObject> json) {
        this.path = path;
        this.json = json;
        formats.add(json);
    }

    /** Another format in which clients may send a record back. */
    RecordRoutes<R> alsoAs(Function<R, JsonObject> format) {
        formats.add(format);
        return this;
    }

    /** {@code GET} of the complete list. */
    RecordRoutes<R> list(BiFunction<Caller, ListQuery, List<R>> list) {
        return add(Route.get(
                path,
                (caller, request) -> Response.list(list.apply(caller, new ListQuery(request)).stream()
                        .map(json)
                        .toList())));
    }

    /** {@code GET} of the list in pages. */
    RecordRoutes<R> pages(BiFunction<Caller, ListQuery, Page<R>> list) {
        return add(Route.get(
                path, (caller, request) -> Response.list(list.apply(caller, new ListQuery(request)), json)));
    }

    /** {@code POST} to the list, with or without the record's id. */
    RecordRoutes<R> create(Creation<R> creation) {
        return add(Route.post(
                path, (caller, request) -> created(caller, creation, RecordBody.ofNew(request.jsonObject(), formats))));
    }

    /** {@code GET} of one record. */
    RecordRoutes<R> get(BiFunction<Caller, String, R> get) {
        return add(Route.get(one(), (caller, request) -> ok(get.apply(caller, request.pathValue(ID)))));
    }

    /** {@code PUT} of one record, which creates a missing one. */
    RecordRoutes<R> put(BiFunction<Caller, String, Optional<R>> find, Creation<R> creation, Change<R> change) {
        return add(Route.put(one(), (caller, request) -> {
            String id = request.pathValue(ID);
            JsonValue body = request.jsonObject();
            return Upsert.put(
                    () -> find.apply(caller, id),
                    () -> created(caller, creation, RecordBody.of(id, body, formats)),
                    current -> changed(caller, change, current, RecordBody.of(id, body, formats)));
        }));
    }

    /** {@code DELETE} of one record. */
    RecordRoutes<R> delete(BiConsumer<Caller, String> delete) {
        return add(Route.delete(one(), (caller, request) -> {
            delete.accept(caller, request.pathValue(ID));
            return Response.okWithoutData();
        }));
    }

    /** {@code POST} of a command on one record, such as {@code cancel}; a body is ignored. */
    RecordRoutes<R> command(String name, BiFunction<Caller, String, R> command) {
        return add(
                Route.post(one() + "/" + name, (caller, request) -> ok(command.apply(caller, request.pathValue(ID)))));
    }

    /** {@code POST} of a command on one record, with an optional body. */
    RecordRoutes<R> command(String name, Command<R> command) {
        return add(Route.post(
                one() + "/" + name,
                (caller, request) ->
                        ok(command.apply(caller, request.pathValue(ID), new JsonFields(request.jsonObjectOrEmpty())))));
    }

    /** Adds a route that only this kind of record has. */
    RecordRoutes<R> add(Route route) {
        routes.add(route);
        return this;
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }

    private String one() {
        return path + "/{" + ID + "}";
    }

    private Response created(Caller caller, Creation<R> creation, RecordBody<R> body) {
        R record = creation.create(caller, body);
        return Response.changed(HttpResponseStatus.CREATED, json.apply(record), body.unknownFields(record));
    }

    private Response changed(Caller caller, Change<R> change, R current, RecordBody<R> body) {
        R record = change.change(caller, current, body);
        return Response.changed(HttpResponseStatus.OK, json.apply(record), body.unknownFields(record));
    }

    private Response ok(R record) {
        return Response.ok(json.apply(record));
    }
}
