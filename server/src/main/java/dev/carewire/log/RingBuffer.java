package dev.carewire.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The recent part of one tenant's log: entries with contiguous numbers. The oldest entries are dropped by total size
 * and by age. Any thread. Lock: this object, taken once per batch.
 *
 * @param <E> the stored form of an event
 */
public final class RingBuffer<E extends RingBuffer.Entry> {

    /** An entry of a ring. Reference-counted; the ring holds one reference. */
    public interface Entry {
        long seq();

        int bytes();

        void retain();

        void release();
    }

    private record Slot<E>(E entry, Instant at) {}

    private static final int INITIAL_SLOTS = 16;

    private final RingLimits limits;

    /** Entry {@code seq} has index {@code seq} modulo the length, which is a power of two. */
    private @Nullable Slot<E>[] slots = slots(INITIAL_SLOTS);

    private int count;
    private long bytes;
    private long newestSeq;

    /**
     * An empty ring.
     *
     * @param after the number before that of the first entry
     */
    public RingBuffer(RingLimits limits, long after) {
        this.limits = limits;
        this.newestSeq = after;
    }

    /**
     * Appends the entry that follows the newest.
     *
     * @throws IllegalArgumentException if the entry's number is not the next
     */
    public synchronized void append(E entry, Instant now) {
        if (entry.seq() != newestSeq + 1) {
            throw new IllegalArgumentException("seq: " + entry.seq() + " (expected: " + (newestSeq + 1) + ")");
        }
        if (count == slots.length) {
            grow();
        }
        entry.retain();
        newestSeq = entry.seq();
        slots[index(newestSeq)] = new Slot<>(entry, now);
        count++;
        bytes += entry.bytes();
        evict(now);
    }

    /**
     * Adds the entry that precedes the oldest, if it is not expired and there is room for it.
     *
     * @param at when it was appended to the log
     * @return false if it was not added, because entries between have been dropped already, or it would be dropped
     */
    public synchronized boolean prepend(E entry, Instant at, Instant now) {
        if (entry.seq() != oldestSeq() - 1
                || bytes + entry.bytes() > limits.bytes()
                || at.isBefore(now.minus(limits.age()))) {
            return false;
        }
        if (count == slots.length) {
            grow();
        }
        entry.retain();
        slots[index(entry.seq())] = new Slot<>(entry, at);
        count++;
        bytes += entry.bytes();
        return true;
    }

    /** Drops expired entries. Call this regularly for tenants without new events. */
    public synchronized void evict(Instant now) {
        Instant oldestAllowed = now.minus(limits.age());
        while (count > 0 && (bytes > limits.bytes() || slot(oldestSeq()).at().isBefore(oldestAllowed))) {
            drop();
        }
        if (count == 0 && slots.length > INITIAL_SLOTS) {
            slots = slots(INITIAL_SLOTS);
        }
    }

    /**
     * Drops the oldest entries.
     *
     * @return their bytes: {@code least} or more, unless the ring has fewer
     */
    public synchronized long drop(long least) {
        long before = bytes;
        while (count > 0 && before - bytes < least) {
            drop();
        }
        return before - bytes;
    }

    /** The number of the newest entry ever appended; before the first one, the number before it. */
    public synchronized long newestSeq() {
        return newestSeq;
    }

    /** The number of the oldest present entry; without entries, that of the next one. */
    public synchronized long oldestSeq() {
        return newestSeq - count + 1;
    }

    /** The size of the present entries in bytes. */
    public synchronized long bytes() {
        return bytes;
    }

    /** When the oldest entry was appended; empty without entries. */
    public synchronized Optional<Instant> oldestAt() {
        return count == 0 ? Optional.empty() : Optional.of(slot(oldestSeq()).at());
    }

    /** Whether every entry after {@code seq} is still present. */
    public synchronized boolean covers(long seq) {
        return seq <= newestSeq && newestSeq - seq <= count;
    }

    /**
     * Entries after {@code seq}, oldest first.
     *
     * @param most largest number of entries
     * @return entries that the caller releases, none if {@code seq} is the newest; empty if some have been dropped
     *     already
     */
    public synchronized Optional<List<E>> entriesAfter(long seq, int most) {
        if (!covers(seq)) {
            return Optional.empty();
        }
        long last = Math.min(newestSeq, seq + most);
        List<E> entries = new ArrayList<>((int) (last - seq));
        for (long next = seq + 1; next <= last; next++) {
            E entry = slot(next).entry();
            entry.retain();
            entries.add(entry);
        }
        return Optional.of(entries);
    }

    /** Releases every entry. */
    public synchronized void clear() {
        while (count > 0) {
            drop();
        }
    }

    private void drop() {
        int index = index(oldestSeq());
        E dropped = slot(oldestSeq()).entry();
        slots[index] = null;
        count--;
        bytes -= dropped.bytes();
        dropped.release();
    }

    private Slot<E> slot(long seq) {
        Slot<E> slot = slots[index(seq)];
        if (slot == null) {
            throw new IllegalStateException("slot: " + seq + " (expected: taken)");
        }
        return slot;
    }

    private int index(long seq) {
        return (int) seq & slots.length - 1;
    }

    private void grow() {
        @Nullable Slot<E>[] from = slots;
        slots = slots(from.length * 2);
        for (@Nullable Slot<E> slot : Arrays.asList(from)) {
            if (slot != null) {
                slots[index(slot.entry().seq())] = slot;
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <E> @Nullable Slot<E>[] slots(int length) {
        return new Slot[length];
    }
}
