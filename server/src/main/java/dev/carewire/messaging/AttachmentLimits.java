package dev.carewire.messaging;

import java.time.Duration;

/**
 * How much may be attached.
 *
 * @param fileBytes of one file, 1 or more
 * @param tenantBytes of all files of a clinic together, 1 or more
 * @param waiting how long a file may wait for its message before it is removed
 */
public record AttachmentLimits(long fileBytes, long tenantBytes, Duration waiting) {

    public AttachmentLimits {
        if (fileBytes < 1 || tenantBytes < 1) {
            throw new IllegalArgumentException("bytes: " + fileBytes + ", " + tenantBytes + " (expected: 1 or more)");
        }
    }
}
