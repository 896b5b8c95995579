package dev.carewire.vitals;

/**
 * Statistics of a set of numbers.
 *
 * @param count 1 or more
 * @param min the smallest number
 * @param max the largest number
 * @param sum of all numbers
 */
public record VitalStatistics(long count, double min, double max, double sum) {

    private static final double THOUSANDTHS = 1_000;

    public VitalStatistics {
        if (count < 1) {
            throw new IllegalArgumentException("count: " + count + " (expected: >= 1)");
        }
    }

    /** The mean, to three decimals. */
    public double mean() {
        return Math.round(sum / count * THOUSANDTHS) / THOUSANDTHS;
    }

    /** The statistics of both sets together. */
    public VitalStatistics merge(VitalStatistics others) {
        return new VitalStatistics(
                count + others.count, Math.min(min, others.min), Math.max(max, others.max), sum + others.sum);
    }

    /** Shows the count only. */
    @Override
    public String toString() {
        return "VitalStatistics[" + count + "]";
    }
}
