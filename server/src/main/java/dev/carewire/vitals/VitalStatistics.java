package dev.carewire.vitals;

/**
 * What some numbers have in common.
 *
 * @param count how many, 1 or more
 * @param min the least
 * @param max the greatest
 * @param sum of all
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

    /** These numbers and those. */
    public VitalStatistics merge(VitalStatistics others) {
        return new VitalStatistics(
                count + others.count, Math.min(min, others.min), Math.max(max, others.max), sum + others.sum);
    }

    /** How many alone. */
    @Override
    public String toString() {
        return "VitalStatistics[" + count + "]";
    }
}
