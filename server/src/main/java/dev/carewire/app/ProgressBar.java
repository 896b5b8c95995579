package dev.carewire.app;

import java.io.PrintWriter;

/** Shows on a terminal how far a command is. One thread. */
final class ProgressBar {

    private static final int WIDTH = 40;

    private final PrintWriter terminal;

    ProgressBar(PrintWriter terminal) {
        this.terminal = terminal;
    }

    /** Draws the bar over the earlier one; the line ends when all is done. */
    void show(long done, long total) {
        int filled = (int) (done * WIDTH / Math.max(total, 1));
        terminal.print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + " of " + total
                + (done == total ? "\n" : ""));
        terminal.flush();
    }
}
