package dev.carewire.adapter.webhook;

import dev.carewire.json.JsonObject;
import dev.carewire.notification.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a webhook with a {@linkplain SignedRequests signed} POST of JSON. {@code Idempotency-Key} is the notification's id.
 *
 * <p>Any status from 200 to 299 confirms; redirects are not followed. Any thread; blocks up to the timeout, whatever
 * the receiver does.
 */
public final class HttpWebhook implements Webhook {

    private static final Logger log = LoggerFactory.getLogger(HttpWebhook.class);

    private final SignedRequests requests;
    private final HttpClient client;
    private final Duration timeout;

    /**
     * A webhook at {@code url}.
     *
     * @param secret shared with the receiver; not empty
     * @param timeout for a whole call
     */
    public HttpWebhook(URI url, String secret, Duration timeout, Clock clock) {
        this.requests = new SignedRequests(url, secret, timeout, clock);
        this.client = requests.client();
        this.timeout = timeout;
    }

    @Override
    public boolean isConfigured() {
        return true;
    }

    @Override
    public boolean call(UnacknowledgedNotification unanswered) {
        String body = new JsonObject()
                .put("event", "notification.unanswered")
                .put("tenantId", unanswered.tenant().value())
                .put("notificationId", unanswered.id())
                .put("userId", unanswered.userId())
                .put("type", unanswered.kind())
                .put("priority", unanswered.priority().name().toLowerCase(Locale.ROOT))
                .put("createdAt", unanswered.createdAt())
                .json();
        HttpRequest request =
                requests.post(body).header("idempotency-key", unanswered.id()).build();
        // The request's own timeout ends with the response head; this one also covers a slow body.
        CompletableFuture<HttpResponse<Void>> call = client.sendAsync(request, BodyHandlers.discarding());
        try {
            int status = call.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status < 200 || status > 299) {
                logFailure(unanswered, "HTTP " + status);
                return false;
            }
            return true;
        } catch (TimeoutException | ExecutionException noAnswer) {
            call.cancel(true);
            logFailure(unanswered, noAnswer.getClass().getSimpleName());
            return false;
        } catch (InterruptedException interrupted) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void logFailure(UnacknowledgedNotification unanswered, String reason) {
        log.atWarn()
                .addKeyValue("notification", unanswered.id())
                .addKeyValue("reason", reason)
                .log("webhook did not confirm");
    }
}
