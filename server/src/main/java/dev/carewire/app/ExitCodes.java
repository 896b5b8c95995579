package dev.carewire.app;

/** The exit codes of commands. */
final class ExitCodes {

    static final int OK = 0;
    static final int START_FAILED = 1;
    /** Also for an invalid command line, as in picocli. */
    static final int BAD_CONFIG = 2;

    private ExitCodes() {}
}
