package dev.carewire.adapter.redis;

/**
 * Accepts each counter of a sender once, like the window of RFC 4303, 3.4.3. It rejects a counter that lies {@value #SIZE} or more
 * below the highest accepted one. One thread at a time.
 */
final class ReplayWindow {

    static final int SIZE = 1_024;

    /** A bit for each counter of the window, at the counter modulo the size. */
    private final long[] seen = new long[SIZE / Long.SIZE];

    private long highest = -1;

    /** Whether the counter was not accepted before. It then is. */
    boolean accept(long counter) {
        if (counter < 0 || counter <= highest - SIZE) {
            return false;
        }
        if (counter > highest) {
            long fresh = Math.min(counter - highest, SIZE);
            for (long back = 0; back < fresh; back++) {
                seen[word(counter - back)] &= ~bit(counter - back);
            }
            highest = counter;
        }
        boolean unseen = (seen[word(counter)] & bit(counter)) == 0;
        seen[word(counter)] |= bit(counter);
        return unseen;
    }

    private static int word(long counter) {
        return (int) (counter % SIZE) / Long.SIZE;
    }

    private static long bit(long counter) {
        return 1L << (counter % Long.SIZE);
    }
}
