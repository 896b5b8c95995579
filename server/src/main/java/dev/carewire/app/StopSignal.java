package dev.carewire.app;

import dev.carewire.app.wiring.RunningServer;

/** What ends a server that runs. */
@FunctionalInterface
interface StopSignal {

    /** Closes the server when the signal comes. Blocks until then. */
    void awaitThenClose(RunningServer server) throws InterruptedException;

    /**
     * SIGTERM or SIGINT. The process ends with exit code 0 once the server is closed: left to itself, the Java runtime would
     * report the signal although nothing went wrong.
     */
    static StopSignal ofProcess() {
        return server -> {
            Runtime runtime = Runtime.getRuntime();
            runtime.addShutdownHook(new Thread(
                    () -> {
                        server.close();
                        runtime.halt(0);
                    },
                    "carewire-stop"));
            Thread.currentThread().join();
        };
    }
}
