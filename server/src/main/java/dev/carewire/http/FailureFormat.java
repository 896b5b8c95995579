package dev.carewire.http;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import java.time.Duration;

/** Maps failures to responses, for one group of routes. Texts never repeat input of clients. Any thread. */
public interface FailureFormat {

    /** The response to a request that its endpoint rejects. */
    Response of(RejectedException rejection);

    /** The response to a request for which the server has no worker or no memory left. */
    default Response overloaded() {
        return of(new RejectedException(Rejection.OVERLOADED, "Server is busy"));
    }

    /**
     * The response to a client that exceeds a rate limit.
     *
     * @param wait time after which the next request is allowed
     */
    default Response rateExceeded(Duration wait) {
        return of(RejectedException.tooManyRequests("Too many requests", wait));
    }

    /** The response to a body that is not JSON in UTF-8. */
    Response malformedJson();

    /** The response after a fault of the server; the log holds the id of the request. */
    Response internal();
}
