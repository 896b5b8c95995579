package dev.carewire.presence;

import dev.carewire.command.RejectedException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sessions of one user, each with the charts it has open. Lock: this object, held by the caller of every method. */
final class PresentUser {

    private final Map<String, Set<String>> chartsBySession = new HashMap<>(2);
    private boolean left;

    /** Whether this is the user's first session. */
    boolean add(String sessionId) {
        boolean first = chartsBySession.isEmpty();
        chartsBySession.putIfAbsent(sessionId, new LinkedHashSet<>(2));
        return first;
    }

    boolean has(String sessionId) {
        return chartsBySession.containsKey(sessionId);
    }

    /** The charts that nobody of the user has open any more, in the order they were opened; empty for no session of the user. */
    Optional<List<String>> remove(String sessionId) {
        return Optional.ofNullable(chartsBySession.remove(sessionId))
                .map(charts -> charts.stream().filter(chart -> !isOpen(chart)).toList());
    }

    /** Whether the user had not opened this chart in any session. */
    boolean open(String sessionId, String patientId) {
        Set<String> charts = chartsBySession.get(sessionId);
        if (charts == null || charts.contains(patientId)) {
            return false;
        }
        if (charts.size() == Presence.MAX_OPEN_CHARTS) {
            throw RejectedException.invalid("open charts: more than " + Presence.MAX_OPEN_CHARTS + " (expected: 0.."
                    + Presence.MAX_OPEN_CHARTS + ")");
        }
        boolean first = !isOpen(patientId);
        charts.add(patientId);
        return first;
    }

    /** Whether the chart was open and is not in any session now. */
    boolean close(String sessionId, String patientId) {
        Set<String> charts = chartsBySession.get(sessionId);
        return charts != null && charts.remove(patientId) && !isOpen(patientId);
    }

    boolean isIdle() {
        return chartsBySession.isEmpty();
    }

    /** Ends this object's life once no session is left; whether it has ended. */
    boolean leave() {
        left = chartsBySession.isEmpty();
        return left;
    }

    boolean hasLeft() {
        return left;
    }

    private boolean isOpen(String patientId) {
        return chartsBySession.values().stream().anyMatch(charts -> charts.contains(patientId));
    }
}
