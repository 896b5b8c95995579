package dev.carewire.http;

import dev.carewire.command.RejectedException;
import java.nio.ByteBuffer;

/** Takes in a body piece by piece. On workers, one call at a time; may block. */
public interface BodyReceiver extends AutoCloseable {

    /**
     * Takes the next piece.
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

    /** Lets go of what was taken in, unless the request was answered with success. Called once, in the end. */
    @Override
    void close();
}
