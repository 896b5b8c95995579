package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.command.TimeCursor;
import dev.carewire.event.Extensible;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
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

    /**
     * How a request's body becomes a new record.
     *
     * @param parser reads the body's fields; the reference derives them from it
     * @param <R> the record
     * @param <F> the form that the parser reads
     */
    record Creation<R extends Extensible<R>, F>(Function<RecordBody<R>, F> parser, BiFunction<Caller, F, R> create) {}

    /**
     * Lists records in pages.
     *
     * @param <Q> the query
     */
    interface PagedList<R, Q> {
        Page<R> list(Caller caller, Q query, Optional<TimeCursor> before);
    }

    /**
     * Changes a record.
     *
     * @param <F> the form in the request's body
     */
    interface Change<R, F> {
        R change(Caller caller, R current, F form);
    }

    /**
     * Applies a command to the record with this id.
     *
     * @param <F> the form in the request's body
     */
    interface Command<R, F> {
        R apply(Caller caller, String id, F form);
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
    <Q> RecordRoutes<R> list(Function<ListQuery, Q> parser, BiFunction<Caller, Q, List<R>> list) {
        return add(Route.get(
                path,
                parser,
                (caller, request, query) -> Response.list(
                        list.apply(caller, query).stream().map(json).toList())));
    }

    /** {@code GET} of the list in pages. */
    <Q> RecordRoutes<R> pages(Function<ListQuery, Q> parser, PagedList<R, Q> list) {
        return add(Route.get(
                path,
                query -> new PageQuery<>(parser.apply(query), query.before()),
                (caller, request, page) -> Response.list(list.list(caller, page.filter(), page.before()), json)));
    }

    /** {@code POST} to the list, with or without the record's id. */
    <F> RecordRoutes<R> create(Creation<R, F> creation) {
        return add(Route.post(
                path,
                fields -> parsed(RecordBody.of(fields, formats), creation.parser()),
                (caller, request, parsed) -> created(creation.create().apply(caller, parsed.form()), parsed)));
    }

    /** {@code GET} of one record. */
    RecordRoutes<R> get(BiFunction<Caller, String, R> get) {
        return add(Route.get(one(), (caller, request) -> ok(get.apply(caller, request.pathValue(ID)))));
    }

    /**
     * {@code PUT} of one record, which creates a missing one.
     *
     * @param parser reads the fields of a change
     */
    <F, C> RecordRoutes<R> put(
            BiFunction<Caller, String, Optional<R>> find,
            Creation<R, C> creation,
            Function<RecordBody<R>, F> parser,
            Change<R, F> change) {
        return add(Route.put(
                one(),
                fields -> new Replacement<>(fields, parsed(RecordBody.of(fields, formats), parser)),
                (caller, request, body) -> {
                    String id = request.pathValue(ID);
                    body.change().body().forId(id);
                    return Upsert.put(
                            () -> find.apply(caller, id),
                            () -> create(caller, id, creation, body.fields()),
                            current -> changed(
                                    change.change(caller, current, body.change().form()), body.change()));
                }));
    }

    private <C> Response create(Caller caller, String id, Creation<R, C> creation, JsonFields body) {
        Parsed<R, C> parsed = body.later(
                        fields -> parsed(RecordBody.of(fields, formats).forId(id), creation.parser()))
                .get();
        return created(creation.create().apply(caller, parsed.form()), parsed);
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
    <F> RecordRoutes<R> command(String name, Function<JsonFields, F> parser, Command<R, F> command) {
        return add(Route.postOptional(
                one() + "/" + name,
                parser,
                (caller, request, form) -> ok(command.apply(caller, request.pathValue(ID), form))));
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

    private static <R extends Extensible<R>, F> Parsed<R, F> parsed(
            RecordBody<R> body, Function<RecordBody<R>, F> parser) {
        return new Parsed<>(body, parser.apply(body));
    }

    private Response created(R record, Parsed<R, ?> parsed) {
        return Response.changed(
                HttpResponseStatus.CREATED, json.apply(record), parsed.body().unknownFields(record));
    }

    private Response changed(R record, Parsed<R, ?> parsed) {
        return Response.changed(
                HttpResponseStatus.OK, json.apply(record), parsed.body().unknownFields(record));
    }

    private Response ok(R record) {
        return Response.ok(json.apply(record));
    }

    private record PageQuery<Q>(Q filter, Optional<TimeCursor> before) {}

    private record Parsed<R extends Extensible<R>, F>(RecordBody<R> body, F form) {}

    /** The body of a {@code PUT}, read as a change already; its fields can be read again for a new record. */
    private record Replacement<R extends Extensible<R>, F>(JsonFields fields, Parsed<R, F> change) {}
}
