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

    private final Map<TenantId, TenantBacklog> backlogs = new ConcurrentHashMap<>();

    /** Takes the next place of a tenant. Each place must be {@link Reservation#complete} or {@link Reservation#cancel}led. */
    Reservation reserve(TenantId tenant) {
        Reservation[] taken = new Reservation[1];
        backlogs.compute(tenant, (id, line) -> {
            TenantBacklog open = line == null ? new TenantBacklog(id) : line;
            taken[0] = open.append();
            return open;
        });
        return taken[0];
    }

    /** One event's turn. */
    final class Reservation {
        private final TenantBacklog backlog;
        private @Nullable Runnable delivery;
        private boolean settled;

        private Reservation(TenantBacklog line) {
            this.backlog = line;
        }

        /** The event may go out, once all before it are settled. */
        void complete(Runnable deliver) {
            settle(deliver);
        }

        /** There will be no event. */
        void cancel() {
            settle(null);
        }

        private void settle(@Nullable Runnable deliver) {
            synchronized (backlog) {
                delivery = deliver;
                settled = true;
                backlog.drain();
            }
            backlogs.computeIfPresent(backlog.tenant, (id, current) -> current.isEmpty() ? null : current);
        }
    }

    private final class TenantBacklog {
        private final TenantId tenant;
        private final Deque<Reservation> reservations = new ArrayDeque<>();

        private TenantBacklog(TenantId tenant) {
            this.tenant = tenant;
        }

        private synchronized Reservation append() {
            Reservation place = new Reservation(this);
            reservations.add(place);
            return place;
        }

        private synchronized boolean isEmpty() {
            return reservations.isEmpty();
        }

        private void drain() {
            for (Reservation head = reservations.peek(); head != null && head.settled; head = reservations.peek()) {
                reservations.remove();
                if (head.delivery != null) {
                    head.delivery.run();
                }
            }
        }
    }
}
