package dev.carewire.dialect.diagnoxix;

import dev.carewire.command.RejectedException;
import dev.carewire.http.FailureFormat;
import dev.carewire.http.HttpErrors;
import dev.carewire.http.Response;
import dev.carewire.json.JsonObject;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;

/**
 * Diagnoxix's table from failures to HTTP. Endpoints answer {@code
 * {"status","success":false,"error":{"code","message","details"?}}}, and the authentication before them {@code {"error"}}.
 * Texts never repeat client input.
 */
final class DiagnoxixErrors implements FailureFormat {

    static final DiagnoxixErrors FORMAT = new DiagnoxixErrors();

    private DiagnoxixErrors() {}

    @Override
    public Response of(RejectedException refusal) {
        return switch (refusal.rejection()) {
            case INVALID ->
                error(
                        HttpResponseStatus.BAD_REQUEST,
                        new JsonObject()
                                .put("code", "BAD_REQUEST")
                                .put("message", "Validation failed")
                                .put("details", refusal.text()));
            case UNAUTHENTICATED -> tokenRequired();
            case FORBIDDEN -> error(HttpResponseStatus.FORBIDDEN, "FORBIDDEN", refusal.text());
            case NOT_FOUND -> error(HttpResponseStatus.NOT_FOUND, "NOT_FOUND", refusal.text());
            case CONFLICT -> error(HttpResponseStatus.CONFLICT, "CONFLICT", refusal.text());
            case PRECONDITION_FAILED ->
                error(HttpResponseStatus.PRECONDITION_FAILED, "PRECONDITION_FAILED", refusal.text());
            case TOO_LARGE -> error(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "PAYLOAD_TOO_LARGE", refusal.text());
            case TOO_MANY_REQUESTS ->
                error(HttpResponseStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", refusal.text())
                        .withHeader(HttpHeaderNames.RETRY_AFTER, HttpErrors.retryAfter(refusal));
            case OVERLOADED, UNAVAILABLE ->
                error(HttpResponseStatus.SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE", refusal.text())
                        .withHeader(HttpHeaderNames.RETRY_AFTER, HttpErrors.retryAfter(refusal));
        };
    }

    @Override
    public Response malformedJson() {
        return error(HttpResponseStatus.BAD_REQUEST, "BAD_REQUEST", "Invalid JSON format");
    }

    @Override
    public Response internal() {
        return error(HttpResponseStatus.INTERNAL_SERVER_ERROR, "INTERNAL_SERVER_ERROR", "Internal server error");
    }

    static Response tokenRequired() {
        return unauthorized("missing or malformed jwt");
    }

    static Response invalidToken() {
        return unauthorized("invalid or expired jwt");
    }

    /** Tokens cannot be verified at the moment. */
    static Response authenticationUnavailable() {
        return Response.of(
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        new JsonObject().put("error", "authentication is unavailable"))
                .withHeader(HttpHeaderNames.RETRY_AFTER, "1");
    }

    @Override
    public Response rateExceeded(Duration wait) {
        return Response.of(HttpResponseStatus.TOO_MANY_REQUESTS, new JsonObject().put("error", "Rate limit exceeded"))
                .withHeader(HttpHeaderNames.RETRY_AFTER, HttpErrors.retryAfter(wait));
    }

    private static Response unauthorized(String text) {
        return Response.of(HttpResponseStatus.UNAUTHORIZED, new JsonObject().put("error", text))
                .withHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }

    private static Response error(HttpResponseStatus status, String code, String message) {
        return error(status, new JsonObject().put("code", code).put("message", message));
    }

    private static Response error(HttpResponseStatus status, JsonObject error) {
        return Response.of(
                status,
                new JsonObject()
                        .put("status", status.code())
                        .put("success", false)
                        .put("error", error));
    }
}
