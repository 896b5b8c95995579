package dev.carewire.http;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.util.Objects;
import java.util.function.Function;

/**
 * Answers a request with a JSON body to an authenticated user of a clinic, on a worker: may block. The parser is also
 * the description of the body: the reference derives every field from it.
 *
 * @param presence whether the body may be missing
 * @param parser reads the body's fields, as {@link JsonFields#parse} requires
 * @param answer receives the result of the parser
 * @param <F> the result of the parser
 */
public record FormEndpoint<F>(Presence presence, Function<JsonFields, F> parser, Answer<F> answer)
        implements Endpoint.ForCallers {

    public FormEndpoint {
        Objects.requireNonNull(presence, "presence");
        Objects.requireNonNull(parser, "parser");
        Objects.requireNonNull(answer, "answer");
    }

    @Override
    public Response answer(Caller caller, Request request) throws MalformedJsonException {
        JsonValue body = presence == Presence.REQUIRED ? request.jsonObject() : request.jsonObjectOrEmpty();
        return answer.answer(caller, request, JsonFields.parse(body, request.zone(), parser));
    }

    /** Whether a request has a body. */
    public enum Presence {
        REQUIRED,
        /** A missing body counts as an object without fields. */
        OPTIONAL
    }

    /**
     * The response to a request with a valid body.
     *
     * @param <F> the result of the parser
     */
    @FunctionalInterface
    public interface Answer<F> {

        /**
         * Answers a request.
         *
         * @throws RejectedException if the request is refused; nothing has changed then
         */
        Response answer(Caller caller, Request request, F form);
    }
}
