package dev.carewire.messaging;

import dev.carewire.event.AttachmentSnapshot;
import java.io.InputStream;

/**
 * An attachment for reading.
 *
 * @param content its bytes, {@link AttachmentSnapshot#size} of them; closed by the reader
 */
public record Attachment(AttachmentSnapshot file, InputStream content) {}
