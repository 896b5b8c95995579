package dev.carewire.memory;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bytes that many holders share, such as addresses, users or tenants. At the bound, the holder with the most bytes yields: its largest
 * reservation first, and the oldest of equal ones. Reluctant owners yield after all others. Therefore a new reservation always succeeds,
 * and small holders notice nothing of a large one. Any thread. Lock: this object.
 */
public final class ByteBudget {

    /** A holder at the bound yields an eighth of it, so that the next bytes do not search again. */
    private static final int YIELDED_PART = 8;

    /** The largest reservation first, the oldest of equal ones. */
    private static final Comparator<Reservation> YIELDING_ORDER = Comparator.comparingLong(
                    (Reservation reservation) -> -reservation.bytes)
            .thenComparingLong(reservation -> reservation.number);

    private static final Comparator<Holder> BY_BYTES = Comparator.comparingLong(holder -> holder.bytes);

    private final long maxBytes;
    private final long maxPerHolder;
    private final int yieldedPart;
    private final Map<Object, Holder> holders = new HashMap<>();
    private long heldBytes;
    private long reservations;
    private long yields;

    /**
     * An empty budget.
     *
     * @param maxBytes of all holders, 1 or more
     * @param maxPerHolder of one holder, 1 to {@code maxBytes}
     */
    public ByteBudget(long maxBytes, long maxPerHolder) {
        this(maxBytes, maxPerHolder, YIELDED_PART);
    }

    /**
     * An empty budget.
     *
     * @param yieldedPart a holder at the bound yields one of so many parts of it, 2 or more
     */
    public ByteBudget(long maxBytes, long maxPerHolder, int yieldedPart) {
        if (maxBytes < 1 || maxPerHolder < 1 || maxPerHolder > maxBytes) {
            throw new IllegalArgumentException(
                    "maxPerHolder: " + maxPerHolder + " of " + maxBytes + " (expected: 1 or more, and not above)");
        }
        this.maxBytes = maxBytes;
        this.maxPerHolder = maxPerHolder;
        this.yieldedPart = yieldedPart;
    }

    /** The owner of a reservation. */
    @FunctionalInterface
    public interface Owner {

        /**
         * Starts to free bytes. Must neither block nor use the budget on the calling thread, which may be any.
         *
         * @param held bytes of the reservation, more than 0
         * @param excess bytes that the budget needs; more are welcome
         * @return the bytes that it frees, 0 to {@code held}
         */
        long free(long held, long excess);

        /** Whether others should yield before this owner does. By default not. Must neither block nor use the budget. */
        default boolean isReluctant() {
            return false;
        }
    }

    /** Opens a reservation of 0 bytes. */
    public synchronized Reservation open(Object holder, Owner owner) {
        Holder of = holders.computeIfAbsent(holder, Holder::new);
        Reservation reservation = new Reservation(of, owner, reservations++);
        of.reservations.add(reservation);
        return reservation;
    }

    /** Whether a holder may have so many bytes more without any owner having to yield. */
    public synchronized boolean hasRoom(Object holder, long more) {
        Holder known = holders.get(holder);
        return heldBytes + more <= maxBytes && (known == null ? 0 : known.bytes) + more <= maxPerHolder;
    }

    /** The most bytes of all holders. */
    public long maxBytes() {
        return maxBytes;
    }

    /** How often an owner has yielded bytes. */
    public synchronized long yields() {
        return yields;
    }

    /** Bytes that all holders have reserved. */
    public synchronized long heldBytes() {
        return heldBytes;
    }

    /** The bytes of one owner. Any thread. */
    public final class Reservation {

        private final Holder holder;
        private final Owner owner;
        private final long number;
        private long bytes;
        private boolean closed;

        private Reservation(Holder holder, Owner owner, long number) {
            this.holder = holder;
            this.owner = owner;
            this.number = number;
        }

        /** Sets how many bytes the owner holds. At the bound, some owner must yield, perhaps this one. Nothing happens after {@link #close}. */
        public void resize(long held) {
            synchronized (ByteBudget.this) {
                if (!closed) {
                    set(held);
                    makeRoom(holder);
                }
            }
        }

        /** The owner holds nothing any more. */
        public void close() {
            synchronized (ByteBudget.this) {
                if (!closed) {
                    set(0);
                    closed = true;
                    holder.remove(this);
                }
            }
        }

        private void set(long held) {
            holder.bytes += held - bytes;
            heldBytes += held - bytes;
            bytes = held;
        }

        private long free(long excess) {
            long freed = bytes == 0 ? 0 : owner.free(bytes, excess);
            set(bytes - freed);
            yields += freed > 0 ? 1 : 0;
            return freed;
        }
    }

    private void makeRoom(Holder grown) {
        if (grown.bytes > maxPerHolder) {
            free(List.of(grown), grown.bytes - remainder(maxPerHolder));
        }
        if (heldBytes > maxBytes) {
            long excess = heldBytes - remainder(maxBytes);
            long left = excess - largest().free(excess, Pass.WILLING);
            if (left > 0) {
                free(largestFirst(), left);
            }
        }
    }

    private static void free(List<Holder> from, long excess) {
        long left = excess;
        for (Pass pass : Pass.values()) {
            for (Holder next : from) {
                if (left > 0) {
                    left -= next.free(left, pass);
                }
            }
        }
    }

    /** Which owners yield. */
    private enum Pass {
        WILLING,
        ALL
    }

    private long remainder(long bound) {
        return bound - bound / yieldedPart;
    }

    private Holder largest() {
        return holders.values().stream().max(BY_BYTES).orElseThrow();
    }

    private List<Holder> largestFirst() {
        return holders.values().stream().sorted(BY_BYTES.reversed()).toList();
    }

    private final class Holder {

        private final Object key;
        private final Set<Reservation> reservations = new LinkedHashSet<>(2);
        private long bytes;

        private Holder(Object key) {
            this.key = key;
        }

        private void remove(Reservation closed) {
            reservations.remove(closed);
            if (reservations.isEmpty()) {
                holders.remove(key);
            }
        }

        private long free(long excess, Pass pass) {
            long freed = 0;
            for (Reservation next : reservations.stream().sorted(YIELDING_ORDER).toList()) {
                if (freed < excess && (pass == Pass.ALL || !next.owner.isReluctant())) {
                    freed += next.free(excess - freed);
                }
            }
            return freed;
        }
    }
}
