package dev.carewire.http;

import dev.carewire.command.Fault;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.json.JsonObject;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Maps failures to HTTP responses, for all routes except those of client families with a format of their own. Every
 * body is {@code {"success":false,"error":"<text>","code":"<CODE>"}}. A rejection that names fields also lists them, in
 * {@code "faults":[{"field":"<path>","message":"<text>"}]}. A conflict with another record names it in
 * {@code "conflictsWith":"<id>","field":"<name>"}.
 */
public final class HttpErrors implements FailureFormat {

    /** The table as the format of a group of routes. */
    public static final HttpErrors FORMAT = new HttpErrors();

    /** Time after which a client may retry if the server does not know it. */
    private static final Duration UNKNOWN_WAIT = Duration.ofSeconds(1);

    private HttpErrors() {}

    /** A body above the limit. */
    public static Response tooLarge(long maxBytes) {
        return FORMAT.of(RejectedException.tooLarge(maxBytes));
    }

    @Override
    public Response of(RejectedException refusal) {
        Rejection rejection = refusal.rejection();
        JsonObject body = body(refusal.text(), rejection.name());
        if (!refusal.faults().isEmpty()) {
            body.put("faults", refusal.faults().stream().map(HttpErrors::json).toList());
        }
        refusal.recordConflict()
                .ifPresent(other -> body.put("conflictsWith", other.id()).put("field", other.field()));
        Response response = Response.of(status(rejection), body);
        return switch (rejection) {
            case TOO_MANY_REQUESTS, OVERLOADED, UNAVAILABLE ->
                response.withHeader(HttpHeaderNames.RETRY_AFTER, retryAfter(refusal));
            default -> response;
        };
    }

    private static HttpResponseStatus status(Rejection rejection) {
        return switch (rejection) {
            case INVALID -> HttpResponseStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpResponseStatus.UNAUTHORIZED;
            case TOO_LARGE -> HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
            case FORBIDDEN -> HttpResponseStatus.FORBIDDEN;
            case NOT_FOUND -> HttpResponseStatus.NOT_FOUND;
            case CONFLICT -> HttpResponseStatus.CONFLICT;
            case PRECONDITION_FAILED -> HttpResponseStatus.PRECONDITION_FAILED;
            case TOO_MANY_REQUESTS -> HttpResponseStatus.TOO_MANY_REQUESTS;
            case OVERLOADED, UNAVAILABLE -> HttpResponseStatus.SERVICE_UNAVAILABLE;
        };
    }

    @Override
    public Response malformedJson() {
        return error(HttpResponseStatus.BAD_REQUEST, "body: malformed (expected: JSON in UTF-8)", "MALFORMED_JSON");
    }

    /** A request that the HTTP decoder could not read; its connection cannot be used further. */
    public static Response malformedRequest() {
        return error(HttpResponseStatus.BAD_REQUEST, "Malformed request", "MALFORMED_REQUEST");
    }

    /** A request whose target and headers together are too large (RFC 6585, 5); its connection cannot be used further. */
    public static Response headTooLarge() {
        return error(
                HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "Request head too large", "REQUEST_HEAD_TOO_LARGE");
    }

    public static Response tokenRequired() {
        return unauthenticated("Authentication token required");
    }

    public static Response invalidToken() {
        return unauthenticated("Invalid authentication token");
    }

    /** The token is valid, but its user must set another password first. */
    public static Response passwordResetRequired() {
        return error(HttpResponseStatus.FORBIDDEN, "Password reset required", "FORBIDDEN");
    }

    private static Response unauthenticated(String text) {
        return error(HttpResponseStatus.UNAUTHORIZED, text, "UNAUTHENTICATED")
                .withHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }

    /** Tokens cannot be checked at the moment. */
    public static Response authenticationUnavailable() {
        return FORMAT.of(new RejectedException(Rejection.UNAVAILABLE, "Authentication is temporarily unavailable"));
    }

    /** A page of an origin that is not allowed used the cookie of the user, or sent a preflight request. */
    public static Response originNotAllowed() {
        return error(HttpResponseStatus.FORBIDDEN, "Origin not allowed", "FORBIDDEN");
    }

    public static Response unknownPath() {
        return error(HttpResponseStatus.NOT_FOUND, "Path not found", "NOT_FOUND");
    }

    public static Response methodNotAllowed(Set<String> allowed) {
        return error(HttpResponseStatus.METHOD_NOT_ALLOWED, "Method not allowed", "METHOD_NOT_ALLOWED")
                .withHeader(HttpHeaderNames.ALLOW, String.join(", ", allowed));
    }

    /** A request did not arrive as a whole in time; its connection closes. */
    public static Response requestTimeout() {
        return error(HttpResponseStatus.REQUEST_TIMEOUT, "Request not received in time", "REQUEST_TIMEOUT");
    }

    /** A client exceeds its rate limit. */
    public static Response tooManyRequests(Duration wait) {
        return FORMAT.rateExceeded(wait);
    }

    /** The value of {@code Retry-After} for a rejection that passes: one second if the rejection does not state the time. */
    public static String retryAfter(RejectedException refusal) {
        return retryAfter(refusal.retryAfter().orElse(UNKNOWN_WAIT));
    }

    /** The value of {@code Retry-After} for that time: whole seconds, at least one. */
    public static String retryAfter(Duration wait) {
        return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }

    @Override
    public Response internal() {
        return error(HttpResponseStatus.INTERNAL_SERVER_ERROR, "Internal server error", "INTERNAL");
    }

    private static Map<String, Object> json(Fault fault) {
        return new JsonObject()
                .put("field", fault.field())
                .put("message", fault.text())
                .fields();
    }

    private static Response error(HttpResponseStatus status, String text, String code) {
        return Response.of(status, body(text, code));
    }

    private static JsonObject body(String text, String code) {
        return new JsonObject().put("success", false).put("error", text).put("code", code);
    }
}
