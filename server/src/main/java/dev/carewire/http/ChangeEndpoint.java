package dev.carewire.http;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.util.Objects;
import java.util.function.Function;

/**
 * Answers a request whose JSON body changes a record to an authenticated user of a clinic, on a worker: may block. The answer
 * parses the body once it knows the record, by {@link JsonFields#parseChange}.
 *
 * @param parser reads the fields of a change; the reference derives every field from it
 * @param answer receives the body
 */
public record ChangeEndpoint(Function<JsonFields, ?> parser, Answer answer) implements Endpoint.ForCallers {

    public ChangeEndpoint {
        Objects.requireNonNull(parser, "parser");
        Objects.requireNonNull(answer, "answer");
    }

    @Override
    public Response answer(Caller caller, Request request) throws MalformedJsonException {
        return answer.answer(caller, request, request.jsonObject());
    }

    /** The response to a request with a JSON object. */
    @FunctionalInterface
    public interface Answer {

        /**
         * Answers a request.
         *
         * @throws RejectedException if the request is refused; nothing has changed then
         */
        Response answer(Caller caller, Request request, JsonValue body);
    }
}
