package dev.carewire.messaging;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.AttachmentSnapshot;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.LongFunction;

/**
 * A file on its way in. Nothing is left of it unless it is {@link #finish}ed. One thread at a time; blocks. Closed by whoever began
 * it.
 */
public final class Upload implements AutoCloseable {

    private final AttachmentStore.PendingFile draft;
    private final Runnable onClose;
    private final MediaType type;
    private final long maxBytes;
    private final LongFunction<AttachmentSnapshot> onFinish;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream(MediaType.HEAD_LENGTH);
    private long size;
    private boolean closed;

    /**
     * An upload of which nothing has come.
     *
     * @param over told once, when it is closed
     * @param end stores the file, given its size
     */
    Upload(
            AttachmentStore.PendingFile draft,
            Runnable over,
            MediaType type,
            long maxBytes,
            LongFunction<AttachmentSnapshot> end) {
        this.draft = draft;
        this.onClose = over;
        this.type = type;
        this.maxBytes = maxBytes;
        this.onFinish = end;
    }

    /**
     * Adds bytes at the end.
     *
     * @throws RejectedException {@code TOO_LARGE} for more bytes than a file may have; {@code INVALID} once the file turns out to be of
     *     another type than was said
     */
    public void write(ByteBuffer bytes) {
        size += bytes.remaining();
        if (size > maxBytes) {
            throw tooLarge(maxBytes);
        }
        int missing = Math.min(MediaType.HEAD_LENGTH - head.size(), bytes.remaining());
        if (missing > 0) {
            byte[] first = new byte[missing];
            bytes.duplicate().get(first);
            head.write(first, 0, missing);
            if (head.size() == MediaType.HEAD_LENGTH) {
                requireMatchingType();
            }
        }
        draft.write(bytes);
    }

    /**
     * Stores the file, which then waits for its message.
     *
     * @throws RejectedException {@code INVALID} for an empty file and one of another type than was said, {@code CONFLICT} if the
     *     clinic's space is used up, {@code NOT_FOUND} if the caller is no longer in the thread
     */
    public AttachmentSnapshot finish() {
        if (size == 0) {
            throw RejectedException.invalid("body: empty (expected: a file)");
        }
        requireMatchingType();
        return onFinish.apply(size);
    }

    /** Removes what was written, unless it was stored. Repeated calls do nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.run();
            draft.close();
        }
    }

    static RejectedException tooLarge(long maxBytes) {
        return new RejectedException(Rejection.TOO_LARGE, "body: too large (expected: at most " + maxBytes + " bytes)");
    }

    private void requireMatchingType() {
        if (!type.matches(head.toByteArray())) {
            throw RejectedException.invalid("body: not what content-type says");
        }
    }
}
