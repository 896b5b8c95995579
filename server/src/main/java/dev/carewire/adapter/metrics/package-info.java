/** Metrics for Prometheus, by Micrometer. Start at {@link dev.carewire.adapter.metrics.PrometheusMetrics}. */
@NullMarked
package dev.carewire.adapter.metrics;

import org.jspecify.annotations.NullMarked;
