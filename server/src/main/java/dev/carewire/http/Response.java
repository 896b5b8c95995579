package dev.carewire.http;

import dev.carewire.command.Page;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An HTTP response, independent of the connection. Immutable, except for a download, which is read once.
 *
 * @param status the status line
 * @param headers headers beyond those that every response has
 * @param body JSON text, unless a header gives another type; may be empty
 * @param download sent instead of the body
 */
public record Response(
        HttpResponseStatus status, Map<String, String> headers, String body, Optional<Download> download) {

    /** The header with the next page's cursor, in a response whose body is a bare array. */
    public static final String NEXT_CURSOR = "X-Next-Cursor";

    /** The header {@code true} of an answer that repeats that of an earlier request with the same idempotency key. */
    public static final String IDEMPOTENT_REPLAYED = "Idempotent-Replayed";

    public Response {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(download, "download");
        headers = Map.copyOf(headers);
    }

    /** A JSON object with this status. */
    public static Response of(HttpResponseStatus status, JsonObject body) {
        return new Response(status, Map.of(), body.json(), Optional.empty());
    }

    /** 200 with a download. */
    public static Response download(Download download) {
        return new Response(HttpResponseStatus.OK, Map.of(), "", Optional.of(download));
    }

    /** A response without a body. */
    public static Response empty(HttpResponseStatus status) {
        return new Response(status, Map.of(), "", Optional.empty());
    }

    /** 200 with a bare JSON array. */
    public static Response list(List<JsonObject> items) {
        return new Response(
                HttpResponseStatus.OK,
                Map.of(),
                Json.write(items.stream().map(JsonObject::fields).toList()),
                Optional.empty());
    }

    /**
     * 200 with a bare JSON array.
     *
     * @param nextCursor for {@code cursor} in the request for the next page, in a header; omitted on the last page
     */
    public static Response list(List<JsonObject> items, Optional<String> nextCursor) {
        Response list = list(items);
        return nextCursor.map(cursor -> list.withHeader(NEXT_CURSOR, cursor)).orElse(list);
    }

    /** 200 with a bare JSON array of the page's items, and the next page's cursor in a header. */
    public static <T> Response list(Page<T> page, Function<T, JsonObject> json) {
        return list(page.items().stream().map(json).toList(), page.nextCursor());
    }

    /**
     * 200 with {@code {"items":[…],"nextCursor":"…"}}.
     *
     * @param nextCursor for {@code before} in the request for the next page; omitted on the last page
     */
    public static Response page(List<JsonObject> items, Optional<String> nextCursor) {
        return of(
                HttpResponseStatus.OK,
                new JsonObject()
                        .put("items", items.stream().map(JsonObject::fields).toList())
                        .put("nextCursor", nextCursor));
    }

    /** 200 with {@code {"success":true,"data":…}}. */
    public static Response ok(JsonObject data) {
        return of(HttpResponseStatus.OK, success().put("data", data));
    }

    /** 201 with {@code {"success":true,"data":…}}. */
    public static Response created(JsonObject data) {
        return of(HttpResponseStatus.CREATED, success().put("data", data));
    }

    /**
     * {@code {"success":true,"data":…}} after a change.
     *
     * @param unknownFields names in the request's body that the server does not know, in {@code unknownFields}; omitted if empty
     */
    public static Response changed(HttpResponseStatus status, JsonObject data, List<String> unknownFields) {
        return of(
                status,
                success()
                        .put("data", data)
                        .put("unknownFields", Optional.of(unknownFields).filter(names -> !names.isEmpty())));
    }

    /** 200 with {@code {"success":true}}. */
    public static Response okWithoutData() {
        return of(HttpResponseStatus.OK, success());
    }

    /** 204 with the allowed methods of a path. */
    public static Response allowedMethods(Set<String> methods) {
        return empty(HttpResponseStatus.NO_CONTENT).withHeader(HttpHeaderNames.ALLOW, String.join(", ", methods));
    }

    private static JsonObject success() {
        return new JsonObject().put("success", true);
    }

    /** This response with the version of the record that it contains. */
    public Response withTag(EntityTag tag) {
        return withHeader(HttpHeaderNames.ETAG, tag.header());
    }

    /** The header with this name, ignoring case. */
    public Optional<String> header(CharSequence name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name.toString()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** This response with a header added or replaced. */
    public Response withHeader(CharSequence name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name.toString(), value);
        return new Response(status, more, body, download);
    }

    /** Shows the status only: bodies contain patient data. */
    @Override
    public String toString() {
        return "Response[" + status.code() + "]";
    }
}
