package dev.carewire.demo.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/**
 * Compares what the clients of an event stream get with what they should, event by event: numbers go up by one for who follows
 * everything and by the number of rooms for who follows one room. One thread.
 */
final class StreamChecker implements ClientListener {

    /** Rooms that take turns in the stream; the one behind them stands for all. */
    static final int ROOMS = 90;

    private static final int HEAD = Bytes.of("42[\"user:status\",").length;

    private final LatencyHistogram latencies = new LatencyHistogram();
    private final long[] last;

    /** Events outside the log, for each client: how many there had been at its first and its latest event, how many it got. */
    private final long[] volatilesAtFirst;

    private final long[] volatilesAtLast;
    private final long[] volatilesGot;

    private final boolean[] closed;
    private long newest;
    private long deliveries;
    private long faults;
    private long dropped;
    private int slowConsumers;

    /** What the packet that is read has said so far ends here. */
    private int at;

    /** @param clients how many there will be at most */
    StreamChecker(int clients) {
        this.last = new long[clients];
        this.volatilesAtFirst = new long[clients];
        this.volatilesAtLast = new long[clients];
        this.volatilesGot = new long[clients];
        this.closed = new boolean[clients];
    }

    /** From the moment that the timetable wanted to the arrival, of clients that follow one room. */
    LatencyHistogram latencies() {
        return latencies;
    }

    /** Logged events that came, of all clients. */
    long deliveries() {
        return deliveries;
    }

    /** Logged events that came too early or twice, at whichever client. */
    long faults() {
        return faults;
    }

    /** Clients that were closed for reading too slowly. */
    int slowConsumers() {
        return slowConsumers;
    }

    /** How many events outside the log the server says it has dropped. */
    long dropped() {
        return dropped;
    }

    /** How many events outside the log did not come, of those that clients {@code from} and up should have got. */
    long missed(int from) {
        long missed = 0;
        for (int i = from; i < last.length; i++) {
            missed += volatilesAtLast[i] - volatilesAtFirst[i] - volatilesGot[i];
        }
        return missed;
    }

    /** The number of the newest event that any client has got. */
    long newest() {
        return newest;
    }

    /** How many of clients {@code from} and up are connected and have not got event {@code number} yet. */
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
