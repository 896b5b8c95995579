package dev.carewire.messaging;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.UnavailableException;
import dev.carewire.event.AttachmentSnapshot;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.text.Identifier;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts files for messages and serves them to members of their threads. A file that no message claims in time is
 * deleted, as are the files of a retracted message. Any thread; blocks.
 */
public final class MessageAttachments {

    /** Most files of one message. */
    public static final int MAX_PER_MESSAGE = 10;

    /** Most files of one user without a message. */
    public static final int MAX_PENDING = 20;

    /** Rows that the sweep holds in memory. */
    private static final int SWEEP_BATCH_SIZE = 500;

    private static final Logger log = LoggerFactory.getLogger(MessageAttachments.class);

    private final Transactions transactions;
    private final ThreadRepository threads;
    private final AttachmentRepository attachments;
    private final AttachmentStore files;
    private final AttachmentLimits limits;
    private final Clock clock;
    private final UploadPlaces uploads;

    /** Attachments within these limits; times are the clock's. */
    public MessageAttachments(
            Transactions transactions,
            ThreadRepository threads,
            AttachmentRepository attachments,
            AttachmentStore files,
            AttachmentLimits limits,
            Clock clock) {
        this.transactions = transactions;
        this.threads = threads;
        this.attachments = attachments;
        this.files = files;
        this.limits = limits;
        this.clock = clock;
        this.uploads = new UploadPlaces(limits.uploads());
    }

    /** Largest file, in bytes. */
    public long maxFileBytes() {
        return limits.maxFileBytes();
    }

    /**
     * Starts the upload of a file to a thread.
     *
     * @param name as on the uploader's device; any text
     * @param contentType the declared type of the file
     * @param length in bytes, if known in advance
     * @throws RejectedException {@code NOT_FOUND} for a thread without the caller; {@code INVALID} for a type that is
     *     not allowed. {@code TOO_LARGE} for a file over the limit; {@code CONFLICT} if {@value #MAX_PENDING} files of
     *     the caller have no message. {@code FORBIDDEN} for a display; {@code TOO_MANY_REQUESTS} during too many
     *     other uploads of the user; {@code OVERLOADED} during too many of the clinic or the server
     */
    public Upload beginUpload(Caller caller, String threadId, String name, String contentType, OptionalLong length) {
        ThreadRules.requireMaySend(caller);
        ThreadRules.requireMember(threads, caller, threadId);
        MediaType type = MediaType.of(contentType)
                .orElseThrow(() -> RejectedException.invalid(
                        "content-type: invalid (expected: " + MediaType.describeAllowed() + ")"));
        if (length.isPresent() && length.getAsLong() > limits.maxFileBytes()) {
            throw RejectedException.tooLarge(limits.maxFileBytes());
        }
        if (attachments.countPending(caller.tenant(), caller.userId()) >= MAX_PENDING) {
            throw RejectedException.conflict("attachments: " + MAX_PENDING + " wait for a message already");
        }
        uploads.occupy(caller);
        AttachmentStore.PendingFile draft;
        try {
            draft = files.create();
        } catch (RuntimeException full) {
            uploads.release(caller);
            throw full;
        }
        LongFunction<AttachmentSnapshot> onFinish = size -> store(
                caller,
                threadId,
                draft,
                new AttachmentSnapshot(UUID.randomUUID().toString(), FileName.sanitize(name), type.mimeType(), size));
        return new Upload(draft, () -> uploads.release(caller), type, limits.maxFileBytes(), onFinish);
    }

    /**
     * The file is committed first: the sweep deletes a file without a row, but a row without a file would promise
     * missing bytes.
     */
    private AttachmentSnapshot store(
            Caller caller, String threadId, AttachmentStore.PendingFile draft, AttachmentSnapshot file) {
        draft.commit(file.id());
        try {
            transactions.inTransaction(() -> {
                ThreadRules.requireMember(threads, caller, threadId);
                NewAttachment attachment = new NewAttachment(file, threadId, caller.userId(), clock.instant());
                if (!attachments.add(caller.tenant(), attachment, limits.maxTenantBytes())) {
                    throw RejectedException.passingConflict("attachments: the clinic's space is used up");
                }
            });
            return file;
        } catch (RuntimeException notStored) {
            files.remove(file.id());
            throw notStored;
        }
    }

    /**
     * Opens a file: one of a message in a thread of the caller, or one of the caller's own without a message.
     *
     * @throws RejectedException {@code NOT_FOUND} for any other
     */
    public Attachment open(Caller caller, String id) {
        if (Identifier.isValid(id)) {
            Optional<AttachmentSnapshot> file = attachments.findReadable(caller.tenant(), id, caller.userId());
            Optional<InputStream> content = file.flatMap(known -> files.open(known.id()));
            if (file.isPresent() && content.isPresent()) {
                return new Attachment(file.get(), content.get());
            }
        }
        throw RejectedException.notFound("attachment");
    }

    /** Deletes files that have waited too long for a message, and files that a crash left. Call every few minutes. */
    public void sweep() {
        Instant since = clock.instant().minus(limits.pendingTimeout());
        int removed;
        do {
            removed = attachments.removePendingSince(since, SWEEP_BATCH_SIZE);
        } while (removed == SWEEP_BATCH_SIZE);
        files.removeOrphans(since, attachments::existing);
    }

    /** Assigns files to a message that is being sent, in its transaction. */
    void attach(TenantId tenant, NewMessage message, List<String> ids) {
        if (attachments.attach(tenant, message, ids) < ids.size()) {
            throw RejectedException.invalid(
                    "attachmentIds: unknown (expected: files that the sender uploaded to the thread)");
        }
    }

    /** Deletes the rows of a message's files while it is being retracted, in its transaction. */
    void detach(TenantId tenant, MessageSnapshot message) {
        attachments.removeForMessage(tenant, message.id());
    }

    /** Deletes the files of a retracted message. If the store fails, the sweep deletes them: the message is retracted already. */
    void removeFiles(MessageSnapshot message) {
        for (AttachmentSnapshot file : message.attachments()) {
            try {
                files.remove(file.id());
            } catch (UnavailableException | UncheckedIOException failure) {
                log.atWarn().setCause(failure).log("file of a retracted message not deleted yet");
            }
        }
    }
}
