package dev.carewire.idempotency;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.http.FailureFormat;
import dev.carewire.http.Response;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonText;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs a command that arrives over a socket once per idempotency key, by the rules of {@link IdempotentRequests}. A rejected command runs
 * again when it is repeated. A repetition waits for the first command for a while. Socket.IO clients retry at once on a new connection, and
 * take a rejection for the result. Any thread; blocks.
 */
public final class IdempotentCommands {

    private final IdempotentRequests requests;

    public IdempotentCommands(IdempotentRequests requests) {
        this.requests = requests;
    }

    /**
     * Runs a command, or repeats the result of the first command under the key.
     *
     * @param name of the command
     * @param argument with the key or without it
     * @param work all its changes join the transaction open on its thread
     * @return the result
     * @throws RejectedException CONFLICT for the key of another command, or of one that is still running. TOO_MANY_REQUESTS above
     *     the limit of new keys, otherwise as {@code work}
     */
    public JsonObject run(Caller caller, String key, String name, JsonValue argument, Supplier<JsonObject> work) {
        KeyedRequest request =
                new KeyedRequest(IdempotencyKey.of(caller, key), Sender.of(caller), ThrownFailures.FORMAT);
        Response answer = requests.answerInTurn(
                request, RequestFingerprint.of(name, argument), () -> Response.of(HttpResponseStatus.OK, work.get()));
        return result(answer.body());
    }

    private static JsonObject result(String json) {
        JsonObject result = new JsonObject();
        try {
            JsonText.fields(json).forEach((name, value) -> result.putJson(name, Optional.of(value)));
        } catch (MalformedJsonException notWrittenHere) {
            throw new IllegalStateException(notWrittenHere);
        }
        return result;
    }

    /** Commands report their failures as exceptions. */
    private static final class ThrownFailures implements FailureFormat {

        static final ThrownFailures FORMAT = new ThrownFailures();

        @Override
        public Response of(RejectedException rejection) {
            throw rejection;
        }

        @Override
        public Response malformedJson() {
            throw RejectedException.invalid("argument: malformed (expected: JSON)");
        }

        @Override
        public Response internal() {
            throw new IllegalStateException("command failed");
        }
    }
}
