package dev.carewire.demo.emit;

import dev.carewire.demo.emit.Drop.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The waiting calls whose tenant is not known yet, in order, and each tenant's waiting batches and events. Guarded by its own lock. A
 * batch stays until it is delivered or dropped, and its body never changes.
 */
final class EmitBacklog {

    private static final int MAX_BATCH_EVENTS = 100;
    private static final int MAX_BATCH_BYTES = 500_000;

    private final int maxEvents;
    private final int maxBytes;
    private final Deque<Call> calls = new ArrayDeque<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private int events;
    private int bytes;
    private boolean closed;

    EmitBacklog(int maxEvents, int maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** A call of the back end. {@code args} is the JSON array of its arguments, {@code since} a value of the nanosecond ticker. */
    record Call(List<String> rooms, List<String> except, String event, Delivery delivery, String args, long since) {

        int size() {
            return args.length();
        }
    }

    /** An event for one tenant. */
    record Waiting(Emission emission, List<String> rooms, Delivery delivery, long since) {

        int size() {
            return emission.json().length();
        }

        Drop drop(Reason reason, String detail) {
            return new Drop(reason, emission.event(), rooms, detail);
        }
    }

    /** Events of one request. {@code due} is a value of the nanosecond ticker. */
    record Batch(String tenant, String key, List<Waiting> events, int attempt, long due) {

        Batch {
            events = List.copyOf(events);
        }

        static Batch of(String tenant, List<Waiting> events, long due) {
            return new Batch(tenant, UUID.randomUUID().toString(), events, 0, due);
        }

        Batch again(long at) {
            return new Batch(tenant, key, events, attempt + 1, at);
        }
    }

    /** The next step of the emitter's thread: it routes a call or sends a batch; without both, it ends. */
    record Work(Optional<Call> call, Optional<Batch> batch) {}

    private static final class Lane {
        final Deque<Batch> batches = new ArrayDeque<>();
        final Deque<Waiting> waiting = new ArrayDeque<>();

        boolean isEmpty() {
            return batches.isEmpty() && waiting.isEmpty();
        }
    }

    /** Appends a call; returns what had to make room for it, or the call itself if it is too large or after the end. */
    synchronized List<Drop> add(Call call) {
        if (closed) {
            return List.of(new Drop(Reason.CLOSED, call.event(), call.rooms(), ""));
        }
        if (call.size() > maxBytes) {
            return List.of(new Drop(Reason.FULL, call.event(), call.rooms(), ""));
        }
        calls.add(call);
        count(1, call.size());
        List<Drop> dropped = new ArrayList<>();
        while (events > maxEvents || bytes > maxBytes) {
            Optional<Drop> oldest = dropOldest();
            if (oldest.isEmpty()) {
                break;
            }
            dropped.add(oldest.get());
        }
        notifyAll();
        return dropped;
    }

    /** Drops the oldest waiting event of the tenant with most of them; without one, the oldest call. */
    private Optional<Drop> dropOldest() {
        Optional<Lane> longest = lanes.values().stream()
                .filter(lane -> !lane.waiting.isEmpty())
                .max(Comparator.comparingInt(lane -> lane.waiting.size()));
        if (longest.isPresent()) {
            Waiting oldest = longest.get().waiting.remove();
            count(-1, -oldest.size());
            return Optional.of(oldest.drop(Reason.FULL, ""));
        }
        return Optional.ofNullable(calls.poll()).map(call -> {
            count(-1, -call.size());
            return new Drop(Reason.FULL, call.event(), call.rooms(), "");
        });
    }

    /** Waits for work; a call first, since its event may be due before others. */
    synchronized Work take() throws InterruptedException {
        while (!closed) {
            if (!calls.isEmpty()) {
                return new Work(Optional.of(calls.element()), Optional.empty());
            }
            Optional<Batch> next = next();
            long wait = next.map(batch -> batch.due() - System.nanoTime()).orElse(Long.MAX_VALUE);
            if (wait <= 0) {
                return new Work(Optional.empty(), next);
            }
            TimeUnit.NANOSECONDS.timedWait(this, wait);
        }
        return new Work(Optional.empty(), Optional.empty());
    }

    private Optional<Batch> next() {
        long now = System.nanoTime();
        lanes.forEach((tenant, lane) -> {
            if (lane.batches.isEmpty() && !lane.waiting.isEmpty()) {
                lane.batches.add(Batch.of(tenant, takeBatch(lane.waiting), now));
            }
        });
        return lanes.values().stream()
                .flatMap(lane -> lane.batches.stream().limit(1))
                .min((one, other) -> Long.compare(one.due() - other.due(), 0));
    }

    private static List<Waiting> takeBatch(Deque<Waiting> waiting) {
        List<Waiting> batch = new ArrayList<>();
        int size = 0;
        while (!waiting.isEmpty() && batch.size() < MAX_BATCH_EVENTS) {
            size += waiting.element().size();
            if (!batch.isEmpty() && size > MAX_BATCH_BYTES) {
                break;
            }
            batch.add(waiting.remove());
        }
        return batch;
    }

    /** Replaces the first call by its events for each tenant, unless it made room meanwhile. */
    synchronized void route(Call call, Map<String, Waiting> byTenant) {
        if (call.equals(calls.peek())) {
            calls.remove();
            count(-1, -call.size());
            byTenant.forEach((tenant, event) -> {
                lanes.computeIfAbsent(tenant, name -> new Lane()).waiting.add(event);
                count(1, event.size());
            });
            notifyAll();
        }
    }

    /** Ends the first batch of a tenant. */
    synchronized void finish(Batch batch) {
        Lane lane = lanes.get(batch.tenant());
        if (lane != null) {
            lane.batches.remove();
            batch.events().forEach(event -> count(-1, -event.size()));
            if (lane.isEmpty()) {
                lanes.remove(batch.tenant());
            }
            notifyAll();
        }
    }

    /** Replaces the first batch of a tenant by others, which hold the same events. */
    synchronized void replace(String tenant, List<Batch> batches) {
        Lane lane = lanes.get(tenant);
        if (lane != null) {
            lane.batches.remove();
            for (int i = batches.size() - 1; i >= 0; i--) {
                lane.batches.addFirst(batches.get(i));
            }
        }
    }

    /** Drops the volatile events that wait for a tenant outside its batches. */
    synchronized List<Drop> dropVolatile(String tenant) {
        Lane lane = lanes.get(tenant);
        if (lane == null) {
            return List.of();
        }
        List<Waiting> dropped = lane.waiting.stream()
                .filter(event -> event.delivery() == Delivery.VOLATILE)
                .toList();
        lane.waiting.removeAll(dropped);
        dropped.forEach(event -> count(-1, -event.size()));
        return dropped.stream().map(event -> event.drop(Reason.VOLATILE, "")).toList();
    }

    /** Waits until nothing waits; returns whether that is so within the time. */
    synchronized boolean awaitEmpty(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (events > 0) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Ends the backlog and returns what waited. */
    synchronized List<Drop> close() {
        closed = true;
        List<Drop> dropped = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            lane.batches.stream()
                    .map(Batch::events)
                    .flatMap(Collection::stream)
                    .forEach(event -> dropped.add(event.drop(Reason.CLOSED, "")));
            lane.waiting.forEach(event -> dropped.add(event.drop(Reason.CLOSED, "")));
        }
        calls.forEach(call -> dropped.add(new Drop(Reason.CLOSED, call.event(), call.rooms(), "")));
        calls.clear();
        lanes.clear();
        events = 0;
        bytes = 0;
        notifyAll();
        return dropped;
    }

    private void count(int moreEvents, int moreBytes) {
        events += moreEvents;
        bytes += moreBytes;
    }
}
