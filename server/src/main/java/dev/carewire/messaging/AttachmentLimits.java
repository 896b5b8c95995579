package dev.carewire.messaging;

import java.time.Duration;

/**
 * Limits for attachments.
 *
 * @param maxFileBytes of one file, 1 or more
 * @param maxTenantBytes of all files of a clinic together, 1 or more
 * @param uploads how many files may be uploaded at a time
 * @param pendingTimeout how long a file may wait for its message before it is deleted
 */
public record AttachmentLimits(long maxFileBytes, long maxTenantBytes, UploadLimits uploads, Duration pendingTimeout) {

    public AttachmentLimits {
        if (maxFileBytes < 1 || maxTenantBytes < 1) {
            throw new IllegalArgumentException(
                    "bytes: " + maxFileBytes + ", " + maxTenantBytes + " (expected: 1 or more)");
        }
    }
}
