package dev.carewire.app.wiring;

import dev.carewire.adapter.files.FileSystemAttachmentStore;
import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiAttachmentStore;
import dev.carewire.adapter.jdbi.backup.SnapshotWriter;
import dev.carewire.file.DataFiles;
import dev.carewire.messaging.AttachmentPlace;
import dev.carewire.messaging.AttachmentStore;
import java.time.Clock;

/**
 * The configured store of attachments.
 *
 * @param hold keeps files until a backup has read them; a snapshot of the database has its own ones
 */
record AttachmentStorage(AttachmentStore store, SnapshotWriter.Hold hold) {

    /** Opens the store and makes sure that no files are elsewhere. Blocks, while it moves files to the database. */
    static AttachmentStorage open(AttachmentPlace place, DataFiles files, Database database, Clock clock) {
        return switch (place) {
            case FOLDER -> {
                JdbiAttachmentStore.requireNone(database);
                FileSystemAttachmentStore folder = FileSystemAttachmentStore.open(files.attachments());
                yield new AttachmentStorage(folder, new SnapshotWriter.Hold(folder::hold, folder::release));
            }
            case DATABASE -> {
                JdbiAttachmentStore rows = new JdbiAttachmentStore(database, clock);
                new AttachmentMove(files, rows).run();
                yield new AttachmentStorage(rows, new SnapshotWriter.Hold(() -> {}, () -> {}));
            }
        };
    }
}
