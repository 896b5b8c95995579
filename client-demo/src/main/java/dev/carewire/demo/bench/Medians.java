package dev.carewire.demo.bench;

import java.util.Collection;

/** Computes medians. */
final class Medians {

    private Medians() {}

    /** The median of values; NaN if there are none. */
    static double of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
