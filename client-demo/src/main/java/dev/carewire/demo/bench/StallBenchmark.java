package dev.carewire.demo.bench;

import java.io.IOException;

/**
 * Clients that stop reading for a while, beside others that read normally, under a stream of logged events. Measures
 * the effect on the others and on the server's memory, and checks whether stalled clients receive everything later or
 * are closed.
 */
final class StallBenchmark {

    private static final int READERS = 900;
    private static final int STALLED = 100;
    private static final int EVENTS_PER_SECOND = 2_000;
    private static final long STALL_MILLIS = 20_000;
    private static final int RECEIVE_BUFFER = 64 << 10;
    private static final long CATCH_UP_LIMIT_NANOS = 60_000_000_000L;

    private final String name;
    private final int ring;
    private final int sendWindow;
    private final Figures figures;
    private final StreamChecker stream = new StreamChecker(READERS + STALLED);

    /** Clients that were too slow while they read: with any, the measurement is meaningless. */
    private int closedBefore;

    /**
     * One such run.
     *
     * @param ring bytes of the server's ring
     * @param sendWindow bytes that the server buffers for one client
     */
    StallBenchmark(String name, int ring, int sendWindow, Figures figures) {
        this.name = name;
        this.ring = ring;
        this.sendWindow = sendWindow;
        this.figures = figures;
    }

    /**
     * Whether no client received an event twice, too early or never, and each unserved client was closed with the
     * reason.
     */
    boolean measure(Setup setup) throws IOException, InterruptedException {
        try (Server server = Server.startEventStream(setup, EVENTS_PER_SECOND, ring, sendWindow);
                Swarm swarm = server.swarm()) {
            swarm.setListener(stream);
            for (int i = 0; i < READERS; i++) {
                swarm.add(server.streamClient(swarm, i % StreamChecker.ROOMS, 0));
            }
            swarm.connect();
            swarm.pumpFor((long) (setup.warmUpSeconds() * 1_000));
            measureReaders(swarm, STALL_MILLIS / 2, "alone");
            for (int i = 0; i < STALLED; i++) {
                swarm.add(server.streamClient(swarm, StreamChecker.ROOMS, RECEIVE_BUFFER));
            }
            swarm.connect();
            swarm.pumpFor(2_000);
            measureReaders(swarm, 5_000, "beside 100 that follow everything");
            recordHeap(server, swarm, "before");
            stall(server, swarm);
            catchUp(swarm);
            measureReaders(swarm, 3_000, "afterwards");
            recordHeap(server, swarm, "afterwards");
            add("RSS MB afterwards", server.residentKilobytes() / 1024.0);
            return conclude();
        }
    }

    /** Half the time for memory, whose measurement disturbs the server, half for the others' latency. */
    private void stall(Server server, Swarm swarm) throws IOException, InterruptedException {
        closedBefore = stream.slowConsumers();
        add("closed as slow consumers before they stopped to read", closedBefore);
        setReading(swarm, false);
        long half = System.nanoTime() + STALL_MILLIS * 500_000;
        for (int seconds = 3; System.nanoTime() < half; seconds += 3) {
            swarm.pumpFor(Math.min(2_500, Math.max(1, (half - System.nanoTime()) / 1_000_000)));
            recordHeap(server, swarm, "during, about " + seconds + " s");
        }
        measureReaders(swarm, STALL_MILLIS / 2, "beside 100 that do not read");
        recordHeap(server, swarm, "at the end of the stall");
        add("RSS MB at the end of the stall", server.residentKilobytes() / 1024.0);
    }

    private void catchUp(Swarm swarm) throws IOException {
        stream.latencies().clear();
        setReading(swarm, true);
        long start = System.nanoTime();
        long missed = stream.newest();
        while (stream.countBehind(READERS, missed) > 0) {
            swarm.pump(10);
            if (System.nanoTime() - start > CATCH_UP_LIMIT_NANOS) {
                throw new IOException("clients behind: " + stream.countBehind(READERS, missed)
                        + " (expected: 0 after 60 s, caught up or closed)");
            }
        }
        add("seconds until all have what they missed, or are closed", (System.nanoTime() - start) / 1e9);
        figures.add(name + ": others while they catch up", stream.latencies());
    }

    private void measureReaders(Swarm swarm, long millis, String when) throws IOException {
        stream.latencies().clear();
        swarm.pumpFor(millis);
        figures.add(name + ": others " + when, stream.latencies());
    }

    private static void setReading(Swarm swarm, boolean enabled) {
        for (int i = READERS; i < READERS + STALLED; i++) {
            ((WebSocketClient) swarm.client(i)).setReading(enabled);
        }
    }

    /** Also reads the data that arrived during the measurement. */
    private void recordHeap(Server server, Swarm swarm, String when) throws IOException, InterruptedException {
        server.collectGarbage();
        add("heap MB after GC, " + when, server.heapKilobytes() / 1024.0);
        swarm.pumpFor(500);
    }

    private boolean conclude() {
        long missed = stream.missed(READERS);
        add("logged events lost, doubled or out of order", (double) stream.faults());
        add("closed as slow consumers", stream.slowConsumers());
        add("volatile events dropped, by the hub's count", (double) stream.dropped());
        if (stream.slowConsumers() > 0) {
            return stream.faults() == 0 && closedBefore == 0 && stream.slowConsumers() == STALLED;
        }
        add("volatile events that the stalled did not get, by their count", (double) missed);
        // A client that lags at the end has not detected its missing events yet.
        return stream.faults() == 0 && missed <= stream.dropped();
    }

    private void add(String figure, double value) {
        figures.add(name + ": " + figure, value);
    }
}
