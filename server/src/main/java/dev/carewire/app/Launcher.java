package dev.carewire.app;

import dev.carewire.app.config.Config;
import dev.carewire.app.wiring.RunningServer;

/** Starts a server. */
@FunctionalInterface
public interface Launcher {

    /**
     * Starts a server and returns when it accepts connections. Blocks.
     *
     * @throws Exception if it cannot start; nothing stays open then
     */
    RunningServer start(Config config) throws Exception;
}
