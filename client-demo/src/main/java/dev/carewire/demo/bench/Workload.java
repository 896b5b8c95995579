package dev.carewire.demo.bench;

import java.io.IOException;

/** A kind of work to measure a server with. */
interface Workload {

    /** Connects clients, warms up, measures and disconnects. */
    Result measure(Server server) throws IOException, InterruptedException;
}
