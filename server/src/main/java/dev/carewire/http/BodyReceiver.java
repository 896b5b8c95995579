package dev.carewire.http;

import dev.carewire.command.RejectedException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Receives a body in pieces. On workers, one call at a time; may block. */
public interface BodyReceiver extends AutoCloseable {

    /** The answer to a request whose body need not arrive. With it, the server discards the body. */
    default Optional<Response> earlyAnswer() {
        return Optional.empty();
    }

    /**
     * Receives the next piece.
     *
     * @throws RejectedException if the request is refused; nothing has changed then
     */
    void write(ByteBuffer bytes);

    /**
     * Answers, after the last piece.
     *
     * @throws RejectedException if the request is refused; nothing has changed then
     */
    Response finish();

    /** Discards what was received, unless the request succeeded. Called once, at the end. */
    @Override
    void close();
}
