package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Builds the routes of one kind of record: its list, a single record, and commands on it. Every response contains the
 * record after the change. One thread, until {@link #routes()}.
 *
 * @param <R> the record
 */
final class RecordRoutes<R> {

    private static final String ID = "id";

    private final String path;
    private final Function<R, JsonObject> json;
    private final List<Route> routes = new ArrayList<>();

    /** Creates a record from a request's body. */
    interface Creation<R> {
        R create(Caller caller, JsonFields body);
    }

    /** Changes the record with this id. */
    interface Change<R> {
        R change(Caller caller, String id, JsonFields body);
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

    /** {@code POST} to the list. */
    RecordRoutes<R> create(Creation<R> creation) {
        return add(Route.post(
                path,
                (caller, request) ->
                        Response.created(json.apply(creation.create(caller, new JsonFields(request.jsonObject()))))));
    }

    /** {@code GET} of one record. */
    RecordRoutes<R> get(BiFunction<Caller, String, R> get) {
        return add(Route.get(one(), (caller, request) -> ok(get.apply(caller, request.pathValue(ID)))));
    }

    /** {@code PUT} of one record. */
    RecordRoutes<R> update(Change<R> change) {
        return add(Route.put(
                one(),
                (caller, request) ->
                        ok(change.change(caller, request.pathValue(ID), new JsonFields(request.jsonObject())))));
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
    RecordRoutes<R> command(String name, Change<R> command) {
        return add(Route.post(
                one() + "/" + name,
                (caller, request) -> ok(
                        command.change(caller, request.pathValue(ID), new JsonFields(request.jsonObjectOrEmpty())))));
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

    private Response ok(R record) {
        return Response.ok(json.apply(record));
    }
}
