package dev.carewire.adapter.jdbi;

import dev.carewire.file.LockFile;
import dev.carewire.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** Keeps a second server out of a database. The lock ends with the process, also if that is killed. One thread. */
interface DatabaseLock extends AutoCloseable {

    /**
     * Makes sure that this process has the lock, and takes it again if it was lost. Blocks for at most some seconds.
     *
     * @throws SQLException while this process does not have it
     */
    void verify() throws SQLException;

    /** Releases the lock; repeated calls do nothing. */
    @Override
    void close();

    /** The process that has locked the database since this one lost the lock. */
    default Optional<String> takenOverBy() {
        return Optional.empty();
    }

    /**
     * Locks a database of an embedded file. H2's own lock has no name of its holder.
     *
     * @throws UnusableDatabaseException if another process uses the file; the message names that process
     */
    static DatabaseLock ofFile(Path database, String holder) throws SQLException {
        String name = String.valueOf(database.getFileName()).replaceFirst("\\.mv\\.db$", ".lock");
        Path lock = database.resolveSibling(name);
        try {
            PrivateFiles.createFolderOf(lock);
            LockFile file =
                    LockFile.take(lock, holder, other -> new UnusableDatabaseException(SessionLock.inUse(other)));
            return new DatabaseLock() {
                @Override
                public void verify() {}

                @Override
                public void close() {
                    file.close();
                }
            };
        } catch (IOException failure) {
            throw new SQLException("The file " + lock + " is not writable", SqlFailure.NOT_WRITABLE, failure);
        }
    }

    /** Of a process that shares the database. */
    DatabaseLock NONE = new DatabaseLock() {
        @Override
        public void verify() {}

        @Override
        public void close() {}
    };
}
