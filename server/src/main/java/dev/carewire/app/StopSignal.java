package dev.carewire.app;

import dev.carewire.app.wiring.RunningServer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signal that stops a running server. */
@FunctionalInterface
interface StopSignal {

    Logger log = LoggerFactory.getLogger(StopSignal.class);

    /**
     * Blocks until the signal, or until the server must not continue; then closes the server.
     *
     * @return why the server must not continue; empty after the signal
     */
    Optional<String> awaitThenClose(RunningServer server) throws InterruptedException;

    /**
     * SIGTERM or SIGINT. The process ends with exit code 0 once the server is closed; by default, the Java runtime
     * would report the signal as a failure.
     */
    static StopSignal ofProcess() {
        return server -> {
            Runtime runtime = Runtime.getRuntime();
            Thread stop = new Thread(
                    () -> {
                        log.atInfo().log("stopping");
                        server.close();
                        log.atInfo().log("stopped");
                        runtime.halt(0);
                    },
                    "carewire-stop");
            runtime.addShutdownHook(stop);
            String failure = server.awaitFailure();
            runtime.removeShutdownHook(stop);
            log.atError().addKeyValue("reason", failure).log("stopping");
            server.close();
            return Optional.of(failure);
        };
    }
}
