package dev.carewire.http;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Answers a request with query parameters to an authenticated user of a clinic, on a worker: may block. The parser is
 * also the description of the query: the reference derives every parameter from it, and the request may have no others.
 *
 * @param parser reads the parameters
 * @param answer receives the result of the parser
 * @param cursors between the lists' cursors and those that clients see
 * @param <Q> the result of the parser
 */
public record QueryEndpoint<Q>(Function<ListQuery, Q> parser, Answer<Q> answer, CursorSeal cursors)
        implements Endpoint.ForCallers {

    /** The parameters that may change from one page to the next. */
    private static final Set<String> PAGING = Set.of("cursor", "before", "limit");

    public QueryEndpoint {
        Objects.requireNonNull(parser, "parser");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(cursors, "cursors");
    }

    /** An endpoint whose clients see the cursors as the list writes them. */
    QueryEndpoint(Function<ListQuery, Q> parser, Answer<Q> answer) {
        this(parser, answer, CursorSeal.NONE);
    }

    /** This endpoint with other cursors for clients. */
    QueryEndpoint<Q> withCursors(CursorSeal seal) {
        return new QueryEndpoint<>(parser, answer, seal);
    }

    @Override
    public Response answer(Caller caller, Request request) {
        Q query = ListQuery.parse(request, cursor -> cursors.open(place(caller, request), cursor), parser);
        Response response = answer.answer(caller, request, query);
        return response.header(Response.NEXT_CURSOR)
                .map(cursor -> response.withHeader(Response.NEXT_CURSOR, cursors.seal(place(caller, request), cursor)))
                .orElse(response);
    }

    /** The list for which a cursor is valid: that of a clinic, with the same filters. */
    private static String place(Caller caller, Request request) {
        StringBuilder place =
                new StringBuilder(caller.tenant().value()).append('\n').append(request.rawPath());
        request.queryNames().stream()
                .filter(name -> !PAGING.contains(name))
                .sorted()
                .forEach(name -> request.query(name)
                        .ifPresent(value ->
                                place.append('\n').append(name).append('=').append(value)));
        return place.toString();
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
