package dev.carewire.app;

import dev.carewire.app.wiring.RunningServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signal that stops a running server. */
@FunctionalInterface
interface StopSignal {

    Logger log = LoggerFactory.getLogger(StopSignal.class);

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
                        log.atInfo().log("stopping");
                        server.close();
                        log.atInfo().log("stopped");
                        runtime.halt(0);
                    },
                    "carewire-stop"));
            Thread.currentThread().join();
        };
    }
}
