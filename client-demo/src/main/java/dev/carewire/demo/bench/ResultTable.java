package dev.carewire.demo.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The results as a table of text. Each figure is the median of its runs. */
final class ResultTable {

    private final Map<Row, Map<ServerType, List<Result>>> results = new EnumMap<>(Row.class);
    private final Map<Row, Map<ServerType, List<String>>> failures = new EnumMap<>(Row.class);

    void add(Row row, ServerType peer, Result result) {
        results.computeIfAbsent(row, r -> new EnumMap<>(ServerType.class))
                .computeIfAbsent(peer, p -> new ArrayList<>())
                .add(result);
    }

    /** Adds a server for which a row could not be measured. */
    void addFailure(Row row, ServerType peer, String why) {
        results.computeIfAbsent(row, r -> new EnumMap<>(ServerType.class))
                .computeIfAbsent(peer, p -> new ArrayList<>());
        notes(row, peer).add(why);
    }

    /** Whether every row was measured with this server, without losses. */
    boolean isSound(ServerType peer) {
        return results.keySet().stream().allMatch(row -> note(row, peer).isEmpty());
    }

    private List<String> notes(Row row, ServerType peer) {
        return failures.computeIfAbsent(row, r -> new EnumMap<>(ServerType.class))
                .computeIfAbsent(peer, p -> new ArrayList<>());
    }

    private String note(Row row, ServerType peer) {
        List<String> notes = new ArrayList<>(notes(row, peer));
        long lost = results.getOrDefault(row, Map.of()).getOrDefault(peer, List.of()).stream()
                .mapToLong(Result::lost)
                .sum();
        if (lost > 0) {
            notes.add("lost " + lost);
        }
        return String.join("; ", notes);
    }

    /** The median of one figure over the runs of a row; NaN if there is none. */
    double median(Row row, ServerType peer, ToDoubleFunction<Result> figure) {
        return Medians.of(results.getOrDefault(row, Map.of()).getOrDefault(peer, List.of()).stream()
                .map(figure::applyAsDouble)
                .toList());
    }

    /** The compared figure of a row relative to Node's; NaN if one of them is missing. */
    double ratio(Row row, ServerType peer) {
        ToDoubleFunction<Result> figure = row.compared()::of;
        return median(row, peer, figure) / median(row, ServerType.NODE, figure);
    }

    String text() {
        StringBuilder text = new StringBuilder(line(
                "row",
                "work",
                "server",
                "per s",
                "cost",
                "",
                "ratio",
                "bytes",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "1 s p99",
                "RSS MB",
                "note"));
        text.append(
                line("---", "---", "---", "---", "---", "", "---", "---", "---", "---", "---", "---", "---", "---"));
        results.forEach((row, peers) -> peers.keySet().forEach(peer -> text.append(line(row, peer))));
        return text.toString();
    }

    private String line(Row row, ServerType peer) {
        return line(
                row.id(),
                row.title(),
                peer.title(),
                number("%,.0f", median(row, peer, Result::perSecond)),
                number("%.2f", median(row, peer, Result::cost)),
                row.unit(),
                number("%.2f", ratio(row, peer)),
                number("%.0f", median(row, peer, Result::bytes)),
                number("%.2f", median(row, peer, Result::p50)),
                number("%.2f", median(row, peer, Result::p99)),
                number("%.2f", median(row, peer, Result::p999)),
                number("%.2f", median(row, peer, Result::p99OfSecond)),
                number("%.0f", median(row, peer, Result::residentMegabytes)),
                note(row, peer));
    }

    private static String line(Object... cells) {
        return String.format(
                Locale.ROOT,
                "| %-6s | %-26s | %-14s | %9s | %8s %-17s | %7s | %6s | %8s | %8s | %8s | %7s | %6s | %-8s |%n",
                cells);
    }

    static String number(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }
}
