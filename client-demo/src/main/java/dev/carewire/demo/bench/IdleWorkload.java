package dev.carewire.demo.bench;

import java.io.IOException;

/** The memory of idle connections: resident memory with and without them, each after a garbage collection. */
final class IdleWorkload implements Workload {

    private static final int CLIENTS = 9_000;
    private static final int ROOMS = 100;

    /** These clients connect and leave beforehand, so that code and pools do not count as the cost of connections. */
    private static final int WARM_UP_CLIENTS = 1_000;

    @Override
    public Result measure(Server server) throws IOException, InterruptedException {
        new ConnectWorkload(WARM_UP_CLIENTS).measure(server);
        Thread.sleep(1_500);
        server.collectGarbage();
        long empty = server.residentKilobytes();
        try (Swarm swarm = server.swarm()) {
            for (int i = 0; i < CLIENTS; i++) {
                swarm.add(server.webSocket(swarm, i % ROOMS));
            }
            swarm.connect();
            swarm.pumpFor(1_000);
            server.collectGarbage();
            swarm.pumpFor(500);
            double cost = (double) (server.residentKilobytes() - empty) / CLIENTS;
            return Result.of(Double.NaN, cost, new LatencyHistogram(), server);
        }
    }
}
