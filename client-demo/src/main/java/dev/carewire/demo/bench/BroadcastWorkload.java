package dev.carewire.demo.bench;

import java.io.IOException;

/**
 * One sender and one room, with a fixed number of broadcasts in flight: the next one leaves when the oldest has reached
 * every client. Latency is the time to the last client.
 */
final class BroadcastWorkload implements Workload, ClientListener {

    private static final EncodedFrame AWAY = EncodedFrame.of("42[\"user:status\",\"away\"]");

    /** A missing delivery is lost if no other has arrived for this long. */
    private static final long LOSS_TIMEOUT_NANOS = 15_000_000_000L;

    private final int clients;
    private final int inFlight;
    private final boolean polling;
    private final LatencyHistogram latencies = new LatencyHistogram();
    private final long[] sentAt;
    private long sent;
    private long deliveries;
    private long complete;
    private long lost;

    /**
     * Receivers over WebSocket or polling; the sender is a further client with a WebSocket.
     *
     * @param clients the number of receivers
     */
    BroadcastWorkload(int clients, int inFlight, boolean polling) {
        this.clients = clients;
        this.inFlight = inFlight;
        this.polling = polling;
        this.sentAt = new long[inFlight];
    }

    @Override
    public Result measure(Server server) throws IOException {
        try (Swarm swarm = server.swarm()) {
            swarm.add(server.webSocket(swarm, 0));
            for (int i = 0; i < clients; i++) {
                swarm.add(polling ? server.polling(swarm, 0) : server.webSocket(swarm, 0));
            }
            swarm.connect();
            swarm.setListener(this);
            swarm.pumpFor(300);
            return measure(server, swarm, server.setup().seconds());
        }
    }

    /** Measures with connected clients; runs half the time unmeasured first. */
    Result measure(Server server, Swarm swarm, double seconds) throws IOException {
        runLoad(swarm, seconds / 2);
        latencies.clear();
        long before = deliveries;
        long bytes = swarm.received();
        double cpu = server.cpuMicros();
        double took = runLoad(swarm, seconds) / 1e9;
        long count = deliveries - before;
        double bytesEach = polling ? Double.NaN : (double) (swarm.received() - bytes) / count;
        return Result.of(count / took, (server.cpuMicros() - cpu) / count, bytesEach, latencies, server)
                .withLost(lost);
    }

    /** Nanoseconds until the last delivery. */
    private long runLoad(Swarm swarm, double seconds) throws IOException {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long lastDelivery = start;
        for (long now = start; now < end || complete < sent; now = System.nanoTime()) {
            long before = deliveries;
            while (now < end && sent - complete < inFlight) {
                sentAt[(int) (sent % inFlight)] = System.nanoTime();
                sent++;
                swarm.client(0).send(AWAY);
            }
            swarm.pump(100);
            if (deliveries > before) {
                lastDelivery = System.nanoTime();
            } else if (now - lastDelivery > LOSS_TIMEOUT_NANOS) {
                lost = sent * clients - deliveries;
                complete = sent;
            }
        }
        return lastDelivery - start;
    }

    @Override
    public void onEvent(Client client) {
        deliveries++;
        while (complete < sent && deliveries + lost >= (complete + 1) * clients) {
            latencies.add(System.nanoTime() - sentAt[(int) (complete % inFlight)]);
            complete++;
        }
    }

    @Override
    public void onAck(Client client) {}
}
