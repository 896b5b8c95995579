package dev.carewire.demo.bench;

import java.util.List;

/**
 * One measurement.
 *
 * @param perSecond units of work a second; NaN if not measured
 * @param cost of one unit: CPU-µs of the server, or kB of memory
 * @param bytes of one unit on the wire; NaN if not measured
 * @param p50 ms
 * @param p99 ms
 * @param p999 ms
 * @param p99OfSecond ms: the median of each second's p99, which ignores anything in less than half of all seconds; NaN
 *     if not measured
 * @param residentMegabytes memory of the server at the end
 * @param lost deliveries that never arrived
 */
record Result(
        double perSecond,
        double cost,
        double bytes,
        double p50,
        double p99,
        double p999,
        double p99OfSecond,
        double residentMegabytes,
        long lost) {

    static Result of(double perSecond, double cost, LatencyHistogram latencies, Server server)
            throws java.io.IOException {
        return of(perSecond, cost, Double.NaN, latencies, server);
    }

    static Result of(double perSecond, double cost, double bytes, LatencyHistogram latencies, Server server)
            throws java.io.IOException {
        return new Result(
                perSecond,
                cost,
                bytes,
                latencies.percentileMillis(0.5),
                latencies.percentileMillis(0.99),
                latencies.percentileMillis(0.999),
                Double.NaN,
                server.residentKilobytes() / 1024.0,
                0);
    }

    /** The same figures with the median of the given p99 values, one per second. */
    Result withP99OfSeconds(List<Double> seconds) {
        return new Result(perSecond, cost, bytes, p50, p99, p999, Medians.of(seconds), residentMegabytes, lost);
    }

    /** The same figures for a server that lost deliveries. */
    Result withLost(long deliveries) {
        return new Result(perSecond, cost, bytes, p50, p99, p999, p99OfSecond, residentMegabytes, deliveries);
    }
}
