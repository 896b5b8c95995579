package dev.carewire.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The committed list of the events for which a dialect has no message. */
final class SilentEvents {

    /** One line for each event: its name, a colon, and the dialects without a message for it in alphabetical order. */
    static final Path FILE = Path.of("src/test/resources/silent-events.txt");

    private static final Map<String, Set<String>> DIALECTS = lines().stream()
            .map(line -> line.split(": "))
            .collect(Collectors.toMap(line -> line[0], line -> Set.of(line[1].split(" "))));

    private SilentEvents() {}

    static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The dialects that the list names. */
    static Set<String> dialects() {
        return DIALECTS.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    static boolean contains(String event, String dialect) {
        return DIALECTS.getOrDefault(event, Set.of()).contains(dialect);
    }
}
