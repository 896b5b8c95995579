package dev.carewire.messaging;

/** Where the server stores the files of attachments. */
public enum AttachmentPlace {
    /** In the data folder of this server. */
    FOLDER,
    /** In the database, where all nodes of a cluster find them. */
    DATABASE
}
