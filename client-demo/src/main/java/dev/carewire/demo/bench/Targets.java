package dev.carewire.demo.bench;

import java.util.Locale;

/** CareWire's performance targets, as relations between figures of one run. */
final class Targets {

    private static final double MAX_KILOBYTES = 8;

    private final ResultTable table;

    Targets(ResultTable table) {
        this.table = table;
    }

    /** A line for each target whose rows were measured. */
    String text() {
        double idle = table.median(Row.D, ServerType.CAREWIRE, Result::cost);
        return atMost("a4: cost against socket.io", table.ratio(Row.A4, ServerType.CAREWIRE), 0.28)
                + atMost("a1: cost against socket.io", table.ratio(Row.A1, ServerType.CAREWIRE), 0.65)
                + atMost("b: dearest against cheapest of 100, 1,000 and 9,900 clients", spread(), 1.3)
                + atMost("d: kB for an idle connection", idle, MAX_KILOBYTES)
                + atMost("d: memory against socket.io", table.ratio(Row.D, ServerType.CAREWIRE), 1)
                + atLeast(
                        "e: connects with tokens against socket.io without", table.ratio(Row.E, ServerType.CAREWIRE), 1)
                + atMost("g: p99 against socket.io", table.ratio(Row.G, ServerType.CAREWIRE), 0.5);
    }

    private double spread() {
        double small = cost(Row.B100);
        double middle = cost(Row.A4);
        double large = cost(Row.B10000);
        return Math.max(small, Math.max(middle, large)) / Math.min(small, Math.min(middle, large));
    }

    private double cost(Row row) {
        return table.median(row, ServerType.CAREWIRE, Result::cost);
    }

    private static String atMost(String what, double value, double limit) {
        return line(what, value, "at most", limit, value <= limit);
    }

    private static String atLeast(String what, double value, double limit) {
        return line(what, value, "at least", limit, value >= limit);
    }

    private static String line(String what, double value, String relation, double limit, boolean met) {
        return Double.isNaN(value)
                ? ""
                : String.format(
                        Locale.ROOT, "%-6s %s: %.2f (%s %.2f)%n", met ? "met" : "MISSED", what, value, relation, limit);
    }
}
