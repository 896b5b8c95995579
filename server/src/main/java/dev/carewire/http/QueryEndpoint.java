package dev.carewire.http;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import java.util.Objects;
import java.util.function.Function;

/**
 * Answers a request with query parameters to an authenticated user of a clinic, on a worker: may block. The parser is
 * also the description of the query: the reference derives every parameter from it.
 *
 * @param parser reads the parameters
 * @param answer receives the result of the parser
 * @param <Q> the result of the parser
 */
public record QueryEndpoint<Q>(Function<ListQuery, Q> parser, Answer<Q> answer) implements Endpoint.ForCallers {

    public QueryEndpoint {
        Objects.requireNonNull(parser, "parser");
        Objects.requireNonNull(answer, "answer");
    }

    @Override
    public Response answer(Caller caller, Request request) {
        return answer.answer(caller, request, parser.apply(new ListQuery(request)));
    }

    /**
     * The response to a request with a valid query.
     *
     * @param <Q> the result of the parser
     */
    @FunctionalInterface
    public interface Answer<Q> {

        /**
         * Answers a request.
         *
         * @throws RejectedException if the request is refused; nothing has changed then
         */
        Response answer(Caller caller, Request request, Q query);
    }
}
