package dev.carewire.messaging;

/**
 * How many files may be uploaded at a time. A client can leave an upload unfinished for minutes, so each user and each clinic has places of
 * its own.
 *
 * @param perUser uploads of one user, 1 or more
 * @param perTenant uploads of one clinic, 1 or more
 * @param perNode uploads of this server, 1 or more
 */
public record UploadLimits(int perUser, int perTenant, int perNode) {

    public UploadLimits {
        if (perUser < 1 || perTenant < 1 || perNode < 1) {
            throw new IllegalArgumentException(
                    "uploads: " + perUser + ", " + perTenant + ", " + perNode + " (expected: 1 or more)");
        }
    }
}
