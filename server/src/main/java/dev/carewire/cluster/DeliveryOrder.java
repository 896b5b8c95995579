package dev.carewire.cluster;

import dev.carewire.identity.TenantId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Delivers a tenant's events in the order in which they were written, though their transactions end on many threads. Example:
 * two changes of one appointment commit one after the other, since the second waits for the first one's row lock; without an
 * order, the thread of the second could be the faster one and clients would keep the older state.
 *
 * <p>A place in the order is taken while the row lock is held and given back by the commit or the rollback, so nobody waits
 * longer than a transaction takes. Any thread; delivery runs on whichever thread completes the head of the line. Lock: one
 * per tenant.
 */
final class DeliveryOrder {

    private final Map<TenantId, Line> lines = new ConcurrentHashMap<>();

    /** Takes the next place of a tenant. Each place must be {@link Place#ready} or {@link Place#cancel}led. */
    Place next(TenantId tenant) {
        Place[] taken = new Place[1];
        lines.compute(tenant, (id, line) -> {
            Line open = line == null ? new Line(id) : line;
            taken[0] = open.append();
            return open;
        });
        return taken[0];
    }

    /** One event's turn. */
    final class Place {
        private final Line line;
        private @Nullable Runnable delivery;
        private boolean settled;

        private Place(Line line) {
            this.line = line;
        }

        /** The event may go out, once all before it are settled. */
        void ready(Runnable deliver) {
            settle(deliver);
        }

        /** There will be no event. */
        void cancel() {
            settle(null);
        }

        private void settle(@Nullable Runnable deliver) {
            synchronized (line) {
                delivery = deliver;
                settled = true;
                line.drain();
            }
            lines.computeIfPresent(line.tenant, (id, current) -> current.isEmpty() ? null : current);
        }
    }

    private final class Line {
        private final TenantId tenant;
        private final Deque<Place> places = new ArrayDeque<>();

        private Line(TenantId tenant) {
            this.tenant = tenant;
        }

        private synchronized Place append() {
            Place place = new Place(this);
            places.add(place);
            return place;
        }

        private synchronized boolean isEmpty() {
            return places.isEmpty();
        }

        private void drain() {
            for (Place head = places.peek(); head != null && head.settled; head = places.peek()) {
                places.remove();
                if (head.delivery != null) {
                    head.delivery.run();
                }
            }
        }
    }
}
