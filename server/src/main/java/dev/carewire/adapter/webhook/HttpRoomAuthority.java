package dev.carewire.adapter.webhook;

import dev.carewire.authorization.RoomAuthority;
import dev.carewire.authorization.RoomQuestion;
import dev.carewire.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an HTTP address of the clinic who may be in a room: a signed POST of {@code {user, roles, tenant, room}}. Status 200
 * allows and 403 refuses; any other status is no answer. If the connection breaks before an answer, as when the system
 * restarts, it asks once more.
 */
public final class HttpRoomAuthority implements RoomAuthority {

    private static final Logger log = LoggerFactory.getLogger(HttpRoomAuthority.class);
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    private final SignedRequests requests;
    private final HttpClient client;
    private final Duration timeout;

    /** Whether the last question was answered; only changes are logged, since there are many questions. */
    private final AtomicBoolean answering = new AtomicBoolean(true);

    /**
     * The system at {@code url}.
     *
     * @param secret shared with that system; not empty
     * @param timeout for a whole question
     */
    public HttpRoomAuthority(URI url, String secret, Duration timeout, Clock clock) {
        this.requests = new SignedRequests(url, secret, timeout, clock);
        this.client = requests.client();
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<Answer> ask(RoomQuestion question) {
        String body = new JsonObject()
                .put("user", question.user())
                .put("roles", question.roles())
                .put("tenant", question.tenant().value())
                .put("room", question.room())
                .json();
        CompletableFuture<Integer> status = status(body)
                .exceptionallyCompose(failure ->
                        isBrokenConnection(failure) ? status(body) : CompletableFuture.failedFuture(failure));
        return status.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((code, failure) -> {
                    if (failure != null) {
                        status.cancel(true);
                        return unanswered(cause(failure).getClass().getSimpleName());
                    }
                    return answer(code);
                });
    }

    private CompletableFuture<Integer> status(String body) {
        HttpRequest request = requests.post(body).build();
        return client.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }

    private static boolean isBrokenConnection(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof IOException
                && !(cause instanceof HttpTimeoutException)
                && !(cause instanceof ConnectException);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private Answer answer(int status) {
        if (status != OK && status != FORBIDDEN) {
            return unanswered("HTTP " + status);
        }
        if (answering.compareAndSet(false, true)) {
            log.atInfo().log("the clinic's system answers questions about rooms again");
        }
        return status == OK ? Answer.ALLOWED : Answer.REFUSED;
    }

    private Answer unanswered(String reason) {
        if (answering.compareAndSet(true, false)) {
            log.atWarn().addKeyValue("reason", reason).log("the clinic's system does not answer questions about rooms");
        }
        return Answer.NONE;
    }
}
