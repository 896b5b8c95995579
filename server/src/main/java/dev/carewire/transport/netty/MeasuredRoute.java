package dev.carewire.transport.netty;

/**
 * How metrics name a request for a socket.
 *
 * @param path of an endpoint, or its template such as {@code /ws/{id}}: one of few, never the text of a client
 */
public record MeasuredRoute(String path, Form form) {

    /** When a request has its answer. */
    public enum Form {
        /** As soon as it is handled. */
        REQUEST,
        /** When there is something to send to the client. */
        POLL
    }
}
