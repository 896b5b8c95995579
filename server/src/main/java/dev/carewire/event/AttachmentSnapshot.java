package dev.carewire.event;

/**
 * A file attached to a message.
 *
 * @param name as on the uploader's device, without folders and control characters
 * @param mediaType such as {@code image/png}
 * @param size in bytes
 */
public record AttachmentSnapshot(String id, String name, String mediaType, long size) {

    /** Shows the id only: file names may name patients. */
    @Override
    public String toString() {
        return "AttachmentSnapshot[" + id + "]";
    }
}
