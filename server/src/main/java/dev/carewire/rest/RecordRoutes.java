package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.command.TimeCursor;
import dev.carewire.event.Extensible;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Preconditions;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.Baseline;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.record.RecordLock;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Builds the routes of one kind of record: its list, a single record, and commands on it. Every response contains the
 * record after the change with its version, and the names of the body's fields that the server does not know. A change may
 * require a version ({@link Preconditions}). One thread, until {@link #routes()}.
 *
 * @param <R> the record
 */
final class RecordRoutes<R extends Extensible<R>> {

    private static final String ID = "id";

    private final String path;
    private final BiFunction<R, ZoneId, JsonObject> json;
    private final RecordVersions<R> versions;
    private final List<BiFunction<R, ZoneId, JsonObject>> formats = new ArrayList<>();
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
     * @param <C> a place in the list
     */
    interface PagedList<R, Q, C> {
        Page<R> list(Caller caller, Q query, Optional<C> after);
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
     * Adds a part to the record with this id.
     *
     * @param <F> the form in the request's body
     */
    interface Addition<R, F> {
        Extended<R> add(Caller caller, String id, F form);
    }

    /**
     * A record with a new part.
     *
     * @param unknownFields the names of the body's fields that the server does not know
     */
    record Extended<R>(R record, List<String> unknownFields) {}

    /**
     * Creates a builder without routes.
     *
     * @param path of the list, such as {@code /api/visits}
     * @param json the format that clients see
     * @param lock for the conditions of requests and for changes that depend on the record
     */
    RecordRoutes(String path, Function<R, JsonObject> json, RecordLock<R> lock) {
        this(path, (record, zone) -> json.apply(record), lock);
    }

    /**
     * Creates a builder without routes, for records with days or times of day.
     *
     * @param path of the list
     * @param json the format that clients see, in the time zone of the clinic
     * @param lock for the conditions of requests and for changes that depend on the record
     */
    RecordRoutes(String path, BiFunction<R, ZoneId, JsonObject> json, RecordLock<R> lock) {
        this.path = path;
        this.json = json;
        this.versions = new RecordVersions<>(lock, this::documents);
        formats.add(json);
    }

    /** Another format in which clients may send a record back. */
    RecordRoutes<R> alsoAs(Function<R, JsonObject> format) {
        formats.add((record, zone) -> format.apply(record));
        return this;
    }

    /** {@code GET} of the list in pages, newest first. The cursor has two names. */
    <Q> RecordRoutes<R> newestFirst(Function<ListQuery, Q> parser, PagedList<R, Q, TimeCursor> list) {
        return pages(query -> new PageQuery<>(parser.apply(query), query.cursorOrBefore(TimeCursor::find)), list);
    }

    /**
     * {@code GET} of the list in pages.
     *
     * @param place reads the cursors that the list writes
     */
    <Q, C> RecordRoutes<R> pages(
            Function<ListQuery, Q> parser, Function<String, Optional<C>> place, PagedList<R, Q, C> list) {
        return pages(query -> new PageQuery<>(parser.apply(query), query.cursor(place)), list);
    }

    private <Q, C> RecordRoutes<R> pages(Function<ListQuery, PageQuery<Q, C>> parser, PagedList<R, Q, C> list) {
        return add(Route.get(
                path,
                parser,
                (caller, request, page) -> Response.list(list.list(caller, page.filter(), page.after()), in(request))));
    }

    /** {@code POST} to the list, with or without the record's id. */
    <F> RecordRoutes<R> create(Creation<R, F> creation) {
        return add(Route.post(
                path,
                fields -> Parsed.by(creation.parser(), body(fields)),
                (caller, request, parsed) -> created(caller, request, creation, parsed)));
    }

    /** {@code GET} of one record. */
    RecordRoutes<R> get(BiFunction<Caller, String, R> get) {
        return conditional(Route.get(one(), (caller, request) -> {
            R record = get.apply(caller, request.pathValue(ID));
            return versions.read(request, record, () -> Response.ok(in(request).apply(record)));
        }));
    }

    /**
     * {@code PUT} of one record, which creates a missing one. The body may be a whole document: the server compares it with the
     * locked record and applies the differences.
     *
     * @param parser reads the fields of a change
     */
    <F, C> RecordRoutes<R> put(Creation<R, C> creation, Function<RecordBody<R>, F> parser, Change<R, F> change) {
        return conditional(Route.change(one(), fields -> Parsed.by(parser, body(fields)), (caller, request, body) -> {
            return versions.put(
                    caller,
                    request,
                    current -> change(caller, request, current, body, parser, change),
                    () -> create(caller, request, creation, body));
        }));
    }

    private <F> Response change(
            Caller caller,
            Request request,
            R current,
            JsonValue body,
            Function<RecordBody<R>, F> parser,
            Change<R, F> change) {
        Parsed<R, F> parsed = JsonFields.parseChange(
                body,
                request.zone(),
                Baseline.of(body, documents(current, request.zone())),
                fields -> Parsed.by(parser, body(fields).forId(request.pathValue(ID))));
        return answer(request, HttpResponseStatus.OK, change.change(caller, current, parsed.form()), parsed);
    }

    private <C> Response create(Caller caller, Request request, Creation<R, C> creation, JsonValue body) {
        return created(
                caller,
                request,
                creation,
                JsonFields.parse(
                        body,
                        request.zone(),
                        fields -> Parsed.by(creation.parser(), body(fields).forId(request.pathValue(ID)))));
    }

    /** {@code DELETE} of one record. */
    RecordRoutes<R> delete(BiConsumer<Caller, String> delete) {
        return conditional(Route.delete(
                one(),
                (caller, request) -> versions.command(caller, request, () -> {
                    delete.accept(caller, request.pathValue(ID));
                    return Response.okWithoutData();
                })));
    }

    /** {@code POST} of a command on one record, such as {@code cancel}; a body is ignored. */
    RecordRoutes<R> command(String name, BiFunction<Caller, String, R> command) {
        return conditional(Route.post(
                one() + "/" + name,
                (caller, request) -> versions.command(
                        caller, request, () -> ok(request, command.apply(caller, request.pathValue(ID))))));
    }

    /** {@code POST} of a command on one record, with an optional body. */
    <F> RecordRoutes<R> command(String name, Function<JsonFields, F> parser, Command<R, F> command) {
        return conditional(Route.postOptional(
                one() + "/" + name,
                parser,
                (caller, request, form) -> versions.command(
                        caller, request, () -> ok(request, command.apply(caller, request.pathValue(ID), form)))));
    }

    /** {@code POST} of a new part of one record, such as a payment, with a body. */
    <F> RecordRoutes<R> addPart(String name, Function<JsonFields, F> parser, Addition<R, F> addition) {
        return conditional(Route.post(
                one() + "/" + name,
                parser,
                (caller, request, form) -> versions.command(caller, request, () -> {
                    Extended<R> extended = addition.add(caller, request.pathValue(ID), form);
                    return answer(request, HttpResponseStatus.CREATED, extended.record(), extended.unknownFields());
                })));
    }

    private RecordRoutes<R> conditional(Route route) {
        return add(route.conditional());
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

    private RecordBody<R> body(JsonFields fields) {
        return RecordBody.of(
                fields,
                formats.stream()
                        .<Function<R, JsonObject>>map(format -> record -> format.apply(record, fields.zone()))
                        .toList());
    }

    private List<JsonObject> documents(R record, ZoneId zone) {
        return formats.stream().map(format -> format.apply(record, zone)).toList();
    }

    /** The format in the time zone of the caller's clinic. */
    private Function<R, JsonObject> in(Request request) {
        return record -> json.apply(record, request.zone());
    }

    private <F> Response created(Caller caller, Request request, Creation<R, F> creation, Parsed<R, F> parsed) {
        return answer(request, HttpResponseStatus.CREATED, creation.create().apply(caller, parsed.form()), parsed);
    }

    private Response answer(Request request, HttpResponseStatus status, R record, Parsed<R, ?> parsed) {
        return answer(request, status, record, parsed.body().unknownFields(record));
    }

    private Response answer(Request request, HttpResponseStatus status, R record, List<String> unknownFields) {
        return versions.tagged(request, Response.changed(status, in(request).apply(record), unknownFields), record);
    }

    private Response ok(Request request, R record) {
        return versions.tagged(request, Response.ok(in(request).apply(record)), record);
    }

    private record PageQuery<Q, C>(Q filter, Optional<C> after) {}

    private record Parsed<R extends Extensible<R>, F>(RecordBody<R> body, F form) {

        static <R extends Extensible<R>, F> Parsed<R, F> by(Function<RecordBody<R>, F> parser, RecordBody<R> body) {
            return new Parsed<>(body, parser.apply(body));
        }
    }
}
