package dev.carewire.demo.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/**
 * Compares the events that clients of an event stream receive with the expected ones. Numbers increase by one for
 * clients of all rooms, and by the number of rooms for clients of one room. One thread.
 */
final class StreamChecker implements ClientListener {

    /** Rooms that take turns in the stream; the next index stands for all rooms. */
    static final int ROOMS = 90;

    private static final int HEAD = Bytes.of("42[\"user:status\",").length;

    private final LatencyHistogram latencies = new LatencyHistogram();
    private final long[] last;

    /** Unlogged events by client: how many existed at its first and its latest event, and how many it received. */
    private final long[] volatilesAtFirst;

    private final long[] volatilesAtLast;
    private final long[] volatilesGot;

    private final boolean[] closed;
    private long newest;
    private long deliveries;
    private long faults;
    private long dropped;
    private int slowConsumers;

    /** The end of the parsed part of the current packet. */
    private int at;

    /** @param clients the largest number of clients */
    StreamChecker(int clients) {
        this.last = new long[clients];
        this.volatilesAtFirst = new long[clients];
        this.volatilesAtLast = new long[clients];
        this.volatilesGot = new long[clients];
        this.closed = new boolean[clients];
    }

    /** From the time in the timetable to the arrival, for clients of one room. */
    LatencyHistogram latencies() {
        return latencies;
    }

    /** Logged events received, by all clients. */
    long deliveries() {
        return deliveries;
    }

    /** Logged events received too early or twice, by any client. */
    long faults() {
        return faults;
    }

    /** Clients that were closed for reading too slowly. */
    int slowConsumers() {
        return slowConsumers;
    }

    /** The number of unlogged events that the server reports as dropped. */
    long dropped() {
        return dropped;
    }

    /** The number of unlogged events that clients {@code from} and up should have received, but did not. */
    long missed(int from) {
        long missed = 0;
        for (int i = from; i < last.length; i++) {
            missed += volatilesAtLast[i] - volatilesAtFirst[i] - volatilesGot[i];
        }
        return missed;
    }

    /** The number of the newest event that any client has received. */
    long newest() {
        return newest;
    }

    /** The number of connected clients {@code from} and up that have not received event {@code number} yet. */
    long countBehind(int from, long number) {
        return IntStream.range(from, last.length)
                .filter(i -> !closed[i] && last[i] < number)
                .count();
    }

    @Override
    public void onEvent(Client client, ByteBuffer in, int from, int end) {
        at = from + HEAD;
        int index = client.index();
        long number = number(in);
        long due = number(in);
        long volatiles = number(in);
        if (number == 0) {
            volatilesGot[index] += last[index] == 0 ? 0 : 1;
            return;
        }
        dropped = Math.max(dropped, number(in));
        deliveries++;
        long step = client.room() == ROOMS ? 1 : ROOMS;
        if (last[index] == 0) {
            volatilesAtFirst[index] = volatiles;
        } else if (number != last[index] + step) {
            faults++;
        }
        last[index] = number;
        volatilesAtLast[index] = volatiles;
        newest = Math.max(newest, number);
        if (client.room() != ROOMS) {
            latencies.add(System.nanoTime() - due);
        }
    }

    private long number(ByteBuffer in) {
        long number = 0;
        for (byte digit = in.get(at++); digit != ','; digit = in.get(at++)) {
            number = number * 10 + digit - '0';
        }
        return number;
    }

    @Override
    public void onEvent(Client client) {
        throw new IllegalStateException("event: without its packet (expected: from a WebSocket)");
    }

    @Override
    public void onAck(Client client) {}

    @Override
    public void onClosed(Client client, String reason) throws IOException {
        if (!reason.equals("slow consumer")) {
            throw client.failure("closed by the server: " + reason);
        }
        closed[client.index()] = true;
        slowConsumers++;
    }
}
