package dev.carewire.demo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Many small rooms under a fixed load: broadcasts leave by a timetable, in turn from the first client of each room. A
 * delivery's latency counts from its time in the timetable.
 */
final class FixedRateWorkload implements Workload, ClientListener {

    private static final EncodedFrame AWAY = EncodedFrame.of("42[\"user:status\",\"away\"]");
    private static final int ROOMS = 100;
    private static final int CLIENTS = 1_000;
    private static final int RECEIVERS = CLIENTS / ROOMS - 1;
    private static final double DELIVERIES_PER_SECOND = 20_000;

    /** Most broadcasts of one room in flight. */
    private static final int WINDOW = 1 << 14;

    /** This row runs longer than the others by this factor, so that one pause of the machine does not dominate. */
    private static final int DURATION_FACTOR = 5;

    private final LatencyHistogram latencies = new LatencyHistogram();

    /** The current second. */
    private final LatencyHistogram second = new LatencyHistogram();

    /** The p99 of each completed second, in ms. */
    private final List<Double> seconds = new ArrayList<>();

    private long secondEnds;
    private final long[][] dueAt = new long[ROOMS][WINDOW];
    private final long[] sent = new long[ROOMS];
    private long deliveries;
    private long lost;

    @Override
    public Result measure(Server server) throws IOException {
        try (Swarm swarm = server.swarm()) {
            for (int i = 0; i < CLIENTS; i++) {
                swarm.add(server.webSocket(swarm, i % ROOMS));
            }
            swarm.connect();
            swarm.setListener(this);
            swarm.pumpFor(300);
            runLoad(swarm, server.setup().seconds() / 2);
            latencies.clear();
            second.clear();
            seconds.clear();
            long before = deliveries;
            double cpu = server.cpuMicros();
            long start = System.nanoTime();
            runLoad(swarm, server.setup().seconds() * DURATION_FACTOR);
            double took = (System.nanoTime() - start) / 1e9;
            long count = deliveries - before;
            return Result.of(count / took, (server.cpuMicros() - cpu) / count, latencies, server)
                    .withP99OfSeconds(seconds)
                    .withLost(lost);
        }
    }

    private void runLoad(Swarm swarm, double seconds) throws IOException {
        double nanosPerBroadcast = 1e9 * RECEIVERS / DELIVERIES_PER_SECOND;
        long broadcasts = (long) (seconds * 1e9 / nanosPerBroadcast);
        long goal = deliveries + broadcasts * RECEIVERS;
        long start = System.nanoTime();
        long limit = start + (long) (seconds * 1e9) + 10_000_000_000L;
        for (long next = 0; deliveries < goal; ) {
            long now = System.nanoTime();
            long due = start + (long) (next * nanosPerBroadcast);
            if (next < broadcasts && now >= due) {
                int room = (int) (next % ROOMS);
                dueAt[room][(int) (sent[room]++ % WINDOW)] = due;
                swarm.client(room).send(AWAY);
                next++;
            } else if (now > limit) {
                lost += goal - deliveries;
                return;
            }
            // Does not wait: the next broadcast is due within a millisecond.
            swarm.pump(0);
        }
    }

    @Override
    public void onEvent(Client client) {
        deliveries++;
        long now = System.nanoTime();
        if (now - secondEnds >= 0) {
            seconds.add(second.percentileMillis(0.99));
            second.clear();
            secondEnds = now + 1_000_000_000L;
        }
        long latency = now - dueAt[client.room()][(int) ((client.events() - 1) % WINDOW)];
        second.add(latency);
        latencies.add(latency);
    }

    @Override
    public void onAck(Client client) {}
}
