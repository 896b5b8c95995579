package dev.carewire.transport.socketio;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/** How many objects of each class are alive. Immutable. */
final class LiveObjectHistogram {

    private final Map<String, Long> counts;

    private LiveObjectHistogram(Map<String, Long> counts) {
        this.counts = counts;
    }

    /** Collects garbage and counts what is left. */
    static LiveObjectHistogram ofLiveObjects() {
        Map<String, Long> counts = new HashMap<>();
        for (String line : text().split("\n")) {
            // "   1:   instances   bytes  class (module)"
            String[] columns = line.trim().split("\\s+");
            if (columns.length >= 4 && columns[0].endsWith(":")) {
                counts.merge(columns[3], Long.parseLong(columns[1]), Long::sum);
            }
        }
        return new LiveObjectHistogram(counts);
    }

    private static String text() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException unavailable) {
            throw new IllegalStateException(unavailable);
        }
    }

    /** The classes under {@code packages} of which there are over {@code slack} more than before, with their numbers. */
    List<String> grownBeyond(LiveObjectHistogram before, long slack, String... packages) {
        List<String> grown = new ArrayList<>();
        counts.forEach((name, count) -> {
            long earlier = before.counts.getOrDefault(name, 0L);
            for (String start : packages) {
                if (name.startsWith(start) && count > earlier + slack) {
                    grown.add(name + ": " + earlier + " -> " + count);
                }
            }
        });
        return grown;
    }
}
