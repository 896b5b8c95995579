package dev.carewire.demo.bench;

import java.io.IOException;

/** Connects clients as fast as the server accepts them, some at a time, up to the answer to their CONNECT. */
final class ConnectWorkload implements Workload {

    private static final int ROOMS = 100;

    private final int clients;

    ConnectWorkload(int clients) {
        this.clients = clients;
    }

    @Override
    public Result measure(Server server) throws IOException {
        try (Swarm swarm = server.swarm()) {
            for (int i = 0; i < clients; i++) {
                swarm.add(server.webSocket(swarm, i % ROOMS));
            }
            double cpu = server.cpuMicros();
            long start = System.nanoTime();
            swarm.connect();
            double took = (System.nanoTime() - start) / 1e9;
            return Result.of(clients / took, (server.cpuMicros() - cpu) / clients, new LatencyHistogram(), server);
        }
    }
}
