package dev.carewire.idempotency;

import dev.carewire.command.Caller;
import dev.carewire.http.FailureFormat;
import java.util.Objects;

/**
 * The sender's side of a request with an idempotency key.
 *
 * @param sender decides which limit of new keys applies
 * @param failures maps the failures of the request to responses
 */
public record KeyedRequest(IdempotencyKey key, Sender sender, FailureFormat failures) {

    public KeyedRequest {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(failures, "failures");
    }

    /** A request of {@code caller} under the key {@code text}. */
    public static KeyedRequest of(Caller caller, String text, FailureFormat failures) {
        return new KeyedRequest(IdempotencyKey.of(caller, text), Sender.of(caller), failures);
    }
}
