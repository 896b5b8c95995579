package dev.carewire.idempotency;

import dev.carewire.command.RejectedException;
import dev.carewire.http.FailureFormat;
import dev.carewire.http.Response;
import dev.carewire.idempotency.IdempotencyKeys.Answered;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Decides which answers are kept, and answers repeated requests. */
final class Answers {

    /** Longest body that is kept, in characters. */
    static final int MAX_BODY = 1 << 20;

    /** Whole seconds after which a client may repeat a request that is still running. */
    private static final String RETRY_AFTER_SECONDS = "1";

    /** The refusals that depend on the record, not on the request or its sender. */
    private static final Set<HttpResponseStatus> FINAL_REFUSALS =
            Set.of(HttpResponseStatus.NOT_FOUND, HttpResponseStatus.CONFLICT, HttpResponseStatus.PRECONDITION_FAILED);

    private Answers() {}

    /**
     * Whether a repeated request receives this answer again: a success, or a refusal that the command decided. After any
     * other answer, nothing has changed and a repeated request runs.
     */
    static boolean isKept(Response response) {
        boolean isFinal =
                response.status().codeClass() == HttpStatusClass.SUCCESS || FINAL_REFUSALS.contains(response.status());
        return isFinal
                && !hasHeader(response, HttpHeaderNames.RETRY_AFTER)
                && response.download().isEmpty();
    }

    private static boolean hasHeader(Response response, CharSequence name) {
        return response.headers().keySet().stream().anyMatch(header -> header.equalsIgnoreCase(name.toString()));
    }

    /** The form in which an answer is stored. */
    static KeptAnswer kept(Response response) {
        return new KeptAnswer(
                response.status().code(),
                Json.write(new TreeMap<>(response.headers())),
                Optional.of(response.body()).filter(body -> body.length() <= MAX_BODY));
    }

    /** The answer to a request under a key whose request has been answered. */
    static Response repeated(Answered earlier, RequestFingerprint request, FailureFormat failures) {
        if (!earlier.request().equals(request)) {
            return failures.of(
                    RejectedException.conflict(KeyHeader.NAME + ": used for another request (expected: a new key)"));
        }
        KeptAnswer answer = earlier.answer();
        return answer.body()
                .map(body -> new Response(
                                HttpResponseStatus.valueOf(answer.status()), headers(answer), body, Optional.empty())
                        .withHeader(Response.IDEMPOTENT_REPLAYED, "true"))
                .orElseGet(() -> failures.of(RejectedException.conflict(
                        KeyHeader.NAME + ": the request was carried out, but its answer was too large to keep")));
    }

    private static Map<String, String> headers(KeptAnswer answer) {
        Map<String, String> headers = new TreeMap<>();
        try {
            JsonValue stored = Json.parse(answer.headers());
            stored.names().forEach(name -> stored.text(name).ifPresent(value -> headers.put(name, value)));
        } catch (MalformedJsonException notWrittenHere) {
            throw new IllegalStateException(notWrittenHere);
        }
        return headers;
    }

    /** The answer to a request under a key whose first request is still running. */
    static Response stillRunning(FailureFormat failures) {
        return failures.of(RejectedException.conflict(KeyHeader.NAME + ": its first request is still running"))
                .withHeader(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
