package dev.carewire.app;

/** The exit codes of commands. */
final class ExitCodes {

    static final int OK = 0;
    static final int START_FAILED = 1;
    /** Another server has taken over the database. */
    static final int FAILED = 1;
    /** The server did not take all records of a file. */
    static final int IMPORT_INCOMPLETE = 1;
    /** The target does not have all records, or they are not verified. */
    static final int COPY_INCOMPLETE = 1;
    /** There is no backup. */
    static final int BACKUP_INCOMPLETE = 1;
    /** The data folder has the records that it had before. */
    static final int RESTORE_INCOMPLETE = 1;
    /** Also for an invalid command line, as in picocli. */
    static final int BAD_CONFIG = 2;

    private ExitCodes() {}
}
