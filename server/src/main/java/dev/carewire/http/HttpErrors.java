package dev.carewire.http;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.json.JsonObject;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.Set;

/**
 * The one table from failures to HTTP. Every body is {@code {"success":false,"error":"<text>","code":"<CODE>"}}; texts never
 * repeat what a client sent.
 */
public final class HttpErrors {

    /** Seconds after which a client that was turned away for load may come back. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private HttpErrors() {}

    /** A body above the limit, as the part of the pipeline that counts its bytes answers it; the caller owns the buffer. */
    public static FullHttpResponse tooLarge(ByteBufAllocator buffers, long maxBytes) {
        FullHttpResponse message = error(
                        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                        "body: too large (expected: at most " + maxBytes + " bytes)",
                        "TOO_LARGE")
                .encode(buffers, Response.Content.SENT);
        message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return message;
    }

    /** A body for which there is no memory at the moment; the caller owns the buffer. */
    public static FullHttpResponse bodyBudgetExceeded(ByteBufAllocator buffers) {
        FullHttpResponse message = overloaded().encode(buffers, Response.Content.SENT);
        message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return message;
    }

    public static Response of(RejectedException refusal) {
        Rejection rejection = refusal.rejection();
        Response response = error(status(rejection), refusal.text(), rejection.name());
        return rejection == Rejection.OVERLOADED ? retryLater(response) : response;
    }

    private static HttpResponseStatus status(Rejection rejection) {
        return switch (rejection) {
            case INVALID -> HttpResponseStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpResponseStatus.UNAUTHORIZED;
            case TOO_LARGE -> HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
            case FORBIDDEN -> HttpResponseStatus.FORBIDDEN;
            case NOT_FOUND -> HttpResponseStatus.NOT_FOUND;
            case CONFLICT -> HttpResponseStatus.CONFLICT;
            case OVERLOADED -> HttpResponseStatus.SERVICE_UNAVAILABLE;
        };
    }

    public static Response malformedJson() {
        return error(HttpResponseStatus.BAD_REQUEST, "body: malformed (expected: JSON in UTF-8)", "MALFORMED_JSON");
    }

    /** What the HTTP decoder could not read. The connection cannot be used any further. */
    public static Response malformedRequest() {
        return error(HttpResponseStatus.BAD_REQUEST, "Malformed request", "MALFORMED_REQUEST");
    }

    public static Response tokenRequired() {
        return unauthenticated("Authentication token required");
    }

    public static Response invalidToken() {
        return unauthenticated("Invalid authentication token");
    }

    /** The token is good, but its bearer has to set another password first. */
    public static Response passwordResetRequired() {
        return error(HttpResponseStatus.FORBIDDEN, "Password reset required", "FORBIDDEN");
    }

    private static Response unauthenticated(String text) {
        return error(HttpResponseStatus.UNAUTHORIZED, text, "UNAUTHENTICATED")
                .withHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }

    /** Tokens cannot be checked at the moment. */
    public static Response authenticationUnavailable() {
        return retryLater(error(
                HttpResponseStatus.SERVICE_UNAVAILABLE, "Authentication is temporarily unavailable", "UNAVAILABLE"));
    }

    public static Response tenantRequired() {
        return error(HttpResponseStatus.BAD_REQUEST, "Tenant context is required", "TENANT_REQUIRED");
    }

    /** A page of another site tried to act with the user's cookie, or asked whether it might. */
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

    /** A client sent more requests on one connection than may wait there. */
    public static Response tooManyPipelined() {
        return retryLater(error(
                HttpResponseStatus.TOO_MANY_REQUESTS,
                "Too many requests waiting on this connection",
                "TOO_MANY_REQUESTS"));
    }

    /** A client asks more often than it may, and can come back after a while: in whole seconds, at least one. */
    public static Response tooManyRequests(Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        return error(HttpResponseStatus.TOO_MANY_REQUESTS, "Too many requests", "TOO_MANY_REQUESTS")
                .withHeader(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds));
    }

    /** The workers have too much to do, or too much comes in at once. */
    public static Response overloaded() {
        return of(new RejectedException(Rejection.OVERLOADED, "Server is busy"));
    }

    /** A fault of the server; its log holds the request's id. */
    public static Response internal() {
        return error(HttpResponseStatus.INTERNAL_SERVER_ERROR, "Internal server error", "INTERNAL");
    }

    private static Response retryLater(Response response) {
        return response.withHeader(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    private static Response error(HttpResponseStatus status, String text, String code) {
        return Response.of(
                status,
                new JsonObject().put("success", false).put("error", text).put("code", code));
    }
}
