package dev.carewire.messaging;

import dev.carewire.command.RejectedException;
import dev.carewire.event.AttachmentSnapshot;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.LongFunction;

/**
 * An upload in progress. Its file is deleted unless {@link #finish} succeeds. One thread at a time; blocks. The creator
 * closes it.
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
     * An upload without any bytes.
     *
     * @param onClose called once, when it is closed
     * @param onFinish stores the file, given its size
     */
    Upload(
            AttachmentStore.PendingFile draft,
            Runnable onClose,
            MediaType type,
            long maxBytes,
            LongFunction<AttachmentSnapshot> onFinish) {
        this.draft = draft;
        this.onClose = onClose;
        this.type = type;
        this.maxBytes = maxBytes;
        this.onFinish = onFinish;
    }

    /**
     * Appends bytes.
     *
     * @throws RejectedException {@code TOO_LARGE} for a file over the limit; {@code INVALID} once the content does not
     *     match the declared type
     */
    public void write(ByteBuffer bytes) {
        size += bytes.remaining();
        if (size > maxBytes) {
            throw RejectedException.tooLarge(maxBytes);
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
     * @throws RejectedException {@code INVALID} for an empty file and for one that does not match the declared type.
     *     {@code CONFLICT} if the clinic's quota is used up, {@code NOT_FOUND} if the caller has left the thread
     */
    public AttachmentSnapshot finish() {
        if (size == 0) {
            throw RejectedException.invalid("body: empty (expected: a file)");
        }
        requireMatchingType();
        return onFinish.apply(size);
    }

    /** Deletes the written bytes, unless they were stored. Repeated calls do nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.run();
            draft.close();
        }
    }

    private void requireMatchingType() {
        if (!type.matches(head.toByteArray())) {
            throw RejectedException.invalid("body: not what content-type says");
        }
    }
}
