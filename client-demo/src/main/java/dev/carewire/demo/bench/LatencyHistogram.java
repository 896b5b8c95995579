package dev.carewire.demo.bench;

import java.util.Arrays;

/**
 * A histogram of latencies, which computes their percentiles. Each bucket is at most 1/64 of its value wide, so a percentile is at
 * most 1.6 % too high. Allocates nothing after construction. One thread at a time.
 */
final class LatencyHistogram {

    /** Each power of two has {@code 1 << SUB_BITS} buckets of equal width. */
    private static final int SUB_BITS = 6;

    private static final int SUB_BUCKETS = 1 << SUB_BITS;

    private final long[] buckets = new long[Long.SIZE * SUB_BUCKETS];
    private long count;

    /** Counts one latency in nanoseconds; a negative one counts as 0. */
    void add(long nanos) {
        buckets[bucket(Math.max(0, nanos))]++;
        count++;
    }

    void clear() {
        Arrays.fill(buckets, 0);
        count = 0;
    }

    /**
     * A percentile in milliseconds, rounded up to the upper edge of its bucket.
     *
     * @param share of all values that do not exceed the result, from 0 to 1
     * @return NaN without values
     */
    double percentileMillis(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(count * share));
        int bucket = 0;
        for (long seen = buckets[0]; seen < rank; seen += buckets[bucket]) {
            bucket++;
        }
        return upperEdge(bucket) / 1e6;
    }

    private static int bucket(long nanos) {
        if (nanos < SUB_BUCKETS) {
            return (int) nanos;
        }
        int shift = 63 - Long.numberOfLeadingZeros(nanos) - SUB_BITS;
        return ((shift + 1) << SUB_BITS) + (int) ((nanos >> shift) - SUB_BUCKETS);
    }

    private static long upperEdge(int bucket) {
        int group = bucket >> SUB_BITS;
        if (group == 0) {
            return bucket;
        }
        long value = SUB_BUCKETS + (long) (bucket & (SUB_BUCKETS - 1));
        return ((value + 1) << (group - 1)) - 1;
    }
}
