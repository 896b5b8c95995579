package dev.carewire.demo.bench;

import java.io.IOException;

/** Every client sends an event that requests an ack, and the next one after the ack. */
final class RoundTripWorkload implements Workload, ClientListener {

    private static final EncodedFrame LEAVE = EncodedFrame.of("421[\"message:leave-thread\",\"thread-1\"]");
    private static final int CLIENTS = 200;

    private final LatencyHistogram latencies = new LatencyHistogram();
    private final long[] sentAt = new long[CLIENTS];
    private long answered;

    @Override
    public Result measure(Server server) throws IOException {
        try (Swarm swarm = server.swarm()) {
            for (int i = 0; i < CLIENTS; i++) {
                swarm.add(server.webSocket(swarm, 0));
            }
            swarm.connect();
            swarm.setListener(this);
            for (int i = 0; i < CLIENTS; i++) {
                send(swarm.client(i));
            }
            swarm.pumpFor((long) (server.setup().seconds() * 500));
            latencies.clear();
            long before = answered;
            double cpu = server.cpuMicros();
            long start = System.nanoTime();
            swarm.pumpFor((long) (server.setup().seconds() * 1000));
            double took = (System.nanoTime() - start) / 1e9;
            long count = answered - before;
            return Result.of(count / took, (server.cpuMicros() - cpu) / count, latencies, server);
        }
    }

    private void send(Client client) throws IOException {
        sentAt[client.index()] = System.nanoTime();
        client.send(LEAVE);
    }

    @Override
    public void onEvent(Client client) {}

    @Override
    public void onAck(Client client) {
        answered++;
        latencies.add(System.nanoTime() - sentAt[client.index()]);
        try {
            send(client);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
