package dev.carewire.messaging;

import dev.carewire.event.AttachmentSnapshot;
import java.io.InputStream;

/**
 * An attachment to be read.
 *
 * @param content its bytes, {@link AttachmentSnapshot#size} of them; closed by whoever reads them
 */
public record Attachment(AttachmentSnapshot file, InputStream content) {}
