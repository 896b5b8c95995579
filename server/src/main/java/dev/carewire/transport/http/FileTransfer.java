package dev.carewire.transport.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a body in chunks. A worker reads each chunk after the previous one was written, so a slow client occupies
 * {@value #CHUNK_SIZE} bytes and no worker. The connection is closed after {@value #MAX_MINUTES} minutes.
 */
final class FileTransfer {

    static final int CHUNK_SIZE = 64 * 1024;

    static final int MAX_MINUTES = 10;

    private static final int RETRY_MILLIS = 50;

    private static final Logger log = LoggerFactory.getLogger(FileTransfer.class);

    private final ChannelHandlerContext context;
    private final InputStream content;
    private final Executor workers;
    private final Consumer<Outcome> onEnd;
    private final Future<?> deadline;

    /** How the transfer ended. */
    enum Outcome {
        SENT,
        /** The client did not receive the whole body. */
        BROKEN
    }

    /** @param end accepts the outcome once, on the event loop */
    FileTransfer(ChannelHandlerContext context, InputStream content, Executor workers, Consumer<Outcome> end) {
        this.context = context;
        this.content = content;
        this.workers = workers;
        this.onEnd = end;
        deadline = context.executor().schedule(() -> context.close(), MAX_MINUTES, TimeUnit.MINUTES);
    }

    /** Starts the transfer. On the event loop. */
    void begin(HttpResponse head) {
        write(head);
    }

    private void write(Object message) {
        boolean last = message instanceof LastHttpContent;
        context.writeAndFlush(message).addListener(written -> {
            if (!written.isSuccess() || last) {
                finish(written.isSuccess() ? Outcome.SENT : Outcome.BROKEN);
            } else {
                next();
            }
        });
    }

    private void next() {
        try {
            workers.execute(this::read);
        } catch (RejectedExecutionException saturated) {
            context.executor().schedule(this::next, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void read() {
        try {
            byte[] piece = content.readNBytes(CHUNK_SIZE);
            Object message = piece.length == 0
                    ? LastHttpContent.EMPTY_LAST_CONTENT
                    : new DefaultHttpContent(Unpooled.wrappedBuffer(piece));
            context.executor().execute(() -> write(message));
        } catch (IOException unreadable) {
            context.executor().execute(() -> finish(Outcome.BROKEN));
        }
    }

    private void finish(Outcome outcome) {
        deadline.cancel(false);
        close(content);
        onEnd.accept(outcome);
    }

    /** Closes the content of a download; a failure is only logged. */
    static void close(InputStream content) {
        try {
            content.close();
        } catch (IOException unreadable) {
            log.atWarn().setCause(unreadable).log("file not closed");
        }
    }
}
