package dev.carewire.app;

import dev.carewire.app.wiring.RunningServer;

/** The signal that stops a running server. */
@FunctionalInterface
interface StopSignal {

    /** Blocks until the signal, then closes the server. */
    void awaitThenClose(RunningServer server) throws InterruptedException;

    /**
     * SIGTERM or SIGINT. The process ends with exit code 0 once the server is closed; by default, the Java runtime
     * would report the signal as a failure.
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
