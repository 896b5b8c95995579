package dev.carewire.demo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class LatencyHistogramTest {

    private final LatencyHistogram latencies = new LatencyHistogram();

    @Test
    void percentilesAreExactToTheWidthOfABucket() {
        for (int micros = 1; micros <= 10_000; micros++) {
            latencies.add(micros * 1_000L);
        }

        assertThat(latencies.percentileMillis(0.5)).isCloseTo(5, Percentage.withPercentage(1.6));
        assertThat(latencies.percentileMillis(0.99)).isCloseTo(9.9, Percentage.withPercentage(1.6));
        assertThat(latencies.percentileMillis(0.999)).isCloseTo(9.99, Percentage.withPercentage(1.6));
    }

    @Test
    void smallAndLargeValuesHaveTheirBuckets() {
        latencies.add(0);
        assertThat(latencies.percentileMillis(1)).isZero();

        latencies.add(3_600_000_000_000L);
        assertThat(latencies.percentileMillis(0.5)).isZero();
        assertThat(latencies.percentileMillis(1)).isCloseTo(3_600_000, within(60_000.0));
    }

    @Test
    void withoutValuesThereIsNoPercentile() {
        latencies.add(1);
        latencies.clear();

        assertThat(latencies.percentileMillis(0.5)).isNaN();
    }
}
