package dev.carewire.cluster;

import dev.carewire.identity.TenantId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Delivers a tenant's events in write order, although their transactions end on many threads. Example: two changes of
 * one appointment commit in turn, since the second waits for the first one's row lock. Without an order, the second
 * thread could overtake the first, and clients would keep the older state.
 *
 * <p>A reservation is made while the row lock is held, and settled by commit or rollback, so the wait never exceeds one
 * transaction. Any thread; deliveries run on the thread that settles the oldest reservation. Lock: one per tenant, never taken
 * inside the map's own, so that a tenant waits for its own deliveries only.
 */
final class DeliveryOrder {

    private final Map<TenantId, TenantBacklog> backlogs = new ConcurrentHashMap<>();

    /**
     * Reserves the tenant's next place. Each reservation must be settled by {@link Reservation#complete} or
     * {@link Reservation#cancel}.
     */
    Reservation reserve(TenantId tenant) {
        while (true) {
            TenantBacklog backlog = backlogs.computeIfAbsent(tenant, TenantBacklog::new);
            Optional<Reservation> reserved = backlog.append();
            if (reserved.isPresent()) {
                return reserved.get();
            }
            backlogs.remove(tenant, backlog);
        }
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
                if (!backlog.retireIfEmpty()) {
                    return;
                }
            }
            backlogs.remove(backlog.tenant, backlog);
        }
    }

    private final class TenantBacklog {
        private final TenantId tenant;
        private final Deque<Reservation> reservations = new ArrayDeque<>();

        /** Whether it takes no more reservations: everything is delivered, and the next one needs another backlog. */
        private boolean retired;

        private TenantBacklog(TenantId tenant) {
            this.tenant = tenant;
        }

        /** The next place; empty once this backlog is retired. */
        private synchronized Optional<Reservation> append() {
            if (retired) {
                return Optional.empty();
            }
            Reservation reservation = new Reservation(this);
            reservations.add(reservation);
            return Optional.of(reservation);
        }

        private boolean retireIfEmpty() {
            retired = reservations.isEmpty();
            return retired;
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
