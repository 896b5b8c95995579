package dev.carewire.app;

/** How a command ended. */
final class ExitCodes {

    static final int OK = 0;
    static final int START_FAILED = 1;
    /** A faulty command line, too: the number is picocli's. */
    static final int BAD_CONFIG = 2;

    private ExitCodes() {}
}
