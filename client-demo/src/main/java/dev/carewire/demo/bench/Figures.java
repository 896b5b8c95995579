package dev.carewire.demo.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Named figures of several runs, in the order of their first use. */
final class Figures {

    private final Map<String, List<Double>> runs = new LinkedHashMap<>();

    void add(String name, double value) {
        runs.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    /** Percentiles in ms. */
    void add(String name, LatencyHistogram latencies) {
        add(name + ": p50 ms", latencies.percentileMillis(0.5));
        add(name + ": p99 ms", latencies.percentileMillis(0.99));
        add(name + ": p99.9 ms", latencies.percentileMillis(0.999));
    }

    /** The medians, with the runs they derive from. */
    String text() {
        StringBuilder text = new StringBuilder();
        runs.forEach((name, values) -> text.append(
                String.format(Locale.ROOT, "| %-64s | %12s | %s |%n", name, number(Medians.of(values)), all(values))));
        return text.toString();
    }

    private static String all(List<Double> values) {
        return String.join(" · ", values.stream().map(Figures::number).toList());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.2f", value);
    }
}
