package dev.carewire.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Timers that fire when the test advances the time. Any thread. */
public final class ManualTimers implements TransientTimers {

    private final List<Waiting> waiting = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Override
    public synchronized ScheduledTask schedule(Duration time, Runnable ring) {
        Waiting alarm = new Waiting(now.plus(time), ring);
        waiting.add(alarm);
        return () -> {
            synchronized (this) {
                waiting.remove(alarm);
            }
        };
    }

    /** Advances the time; due timers fire on this thread, in order. */
    public void advance(Duration time) {
        Duration until;
        synchronized (this) {
            until = now.plus(time);
        }
        for (Waiting due = next(until); due != null; due = next(until)) {
            due.ring.run();
        }
        synchronized (this) {
            now = until;
        }
    }

    /** The number of pending timers. */
    public synchronized int size() {
        return waiting.size();
    }

    private synchronized Waiting next(Duration until) {
        Waiting due = waiting.stream()
                .filter(alarm -> alarm.at.compareTo(until) <= 0)
                .min(Comparator.comparing(Waiting::at))
                .orElse(null);
        if (due != null) {
            waiting.remove(due);
            now = due.at;
        }
        return due;
    }

    private record Waiting(Duration at, Runnable ring) {}
}
