package dev.carewire.event;

/**
 * A file that belongs to a message.
 *
 * @param name as the uploader's device had it, without folders and control characters
 * @param mediaType such as {@code image/png}
 * @param size in bytes
 */
public record AttachmentSnapshot(String id, String name, String mediaType, long size) {

    /** The id alone: files are named after patients. */
    @Override
    public String toString() {
        return "AttachmentSnapshot[" + id + "]";
    }
}
