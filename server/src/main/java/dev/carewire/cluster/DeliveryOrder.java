package dev.carewire.cluster;

import dev.carewire.identity.TenantId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Delivers a tenant's events in write order, although their transactions end on many threads. Example: two changes of
 * one appointment commit in turn, since the second waits for the first one's row lock. Without an order, the second
 * thread could overtake the first, and clients would keep the older state.
 *
 * <p>A reservation is made while the row lock is held, and settled by commit or rollback, so the wait never exceeds one
 * transaction. Any thread; deliveries run on the thread that settles the oldest reservation. Lock: one per tenant.
 */
final class DeliveryOrder {

    private final Map<TenantId, TenantBacklog> backlogs = new ConcurrentHashMap<>();

    /**
     * Reserves the tenant's next place. Each reservation must be settled by {@link Reservation#complete} or
     * {@link Reservation#cancel}.
     */
    Reservation reserve(TenantId tenant) {
        Reservation[] reserved = new Reservation[1];
        backlogs.compute(tenant, (id, current) -> {
            TenantBacklog backlog = current == null ? new TenantBacklog(id) : current;
            reserved[0] = backlog.append();
            return backlog;
        });
        return reserved[0];
    }

    /** One event's place in the order. */
    final class Reservation {
        private final TenantBacklog backlog;
        private @Nullable Runnable delivery;
        private boolean settled;

        private Reservation(TenantBacklog backlog) {
            this.backlog = backlog;
        }

        /** The event may be delivered once all earlier reservations are settled. */
        void complete(Runnable deliver) {
            settle(deliver);
        }

        /** The transaction was rolled back: there is no event. */
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
            Reservation reservation = new Reservation(this);
            reservations.add(reservation);
            return reservation;
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
