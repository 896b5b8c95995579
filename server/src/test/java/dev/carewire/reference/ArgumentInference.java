package dev.carewire.reference;

import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.json.TrackedJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Infers a command's argument by trying values. The command reads its fields, accepts the right types, and reports
 * mandatory fields as missing. One thread.
 */
final class ArgumentInference {

    private static final List<Object> SIMPLE = List.of(
            Shape.ANYTHING,
            true,
            1,
            1.5,
            "2026-11-20T15:00:00.000Z",
            "2026-11-20",
            List.of(Shape.ANYTHING),
            List.of(),
            Map.of());

    private final Function<Optional<JsonValue>, Optional<String>> refusal;
    private final Map<String, List<Object>> observed;
    private final Set<String> asked = new TreeSet<>();
    private final Set<String> reading = new TreeSet<>();
    private final List<String> understood = new ArrayList<>();
    private Optional<String> last = Optional.empty();

    /**
     * A search for one command.
     *
     * @param refusal the command's rejection of an argument, which may be none
     * @param observed values of event fields by name, as further guesses
     */
    ArgumentInference(Function<Optional<JsonValue>, Optional<String>> refusal, Map<String, List<Object>> observed) {
        this.refusal = refusal;
        this.observed = observed;
    }

    /** @param shape of the argument; empty if the command takes none */
    record Found(Optional<Shape> shape, boolean optional, Optional<String> example) {}

    Found search() {
        boolean optional = refusal.apply(Optional.empty()).isEmpty();
        Optional<Object> base = object();
        if (base.isEmpty() || asked.isEmpty()) {
            scalars(base.isEmpty());
        } else {
            alternatives(base.get());
        }
        Shape shape = new Shape();
        for (String json : understood) {
            shape.observe(parsed(json));
        }
        return new Found(
                understood.isEmpty() ? Optional.empty() : Optional.of(shape),
                optional,
                understood.stream().findFirst());
    }

    /** An object that the command accepts, built field by field from the reported missing ones. */
    private Optional<Object> object() {
        Object value = Map.of();
        for (int steps = 0; steps < 30 && !accepts(value); steps++) {
            Optional<Object> better = mended(value, last.orElseThrow());
            if (better.isEmpty()) {
                return Optional.empty();
            }
            value = better.get();
        }
        return Optional.of(value);
    }

    private Optional<Object> mended(Object value, String fault) {
        String name = subject(fault);
        for (String path :
                asked.stream().filter(each -> ("." + each).endsWith("." + name)).toList()) {
            for (Object guess : guesses(path).toList()) {
                Object changed = with(value, path, Optional.of(guess));
                if (accepts(changed) || !subject(last.orElseThrow()).equals(name)) {
                    return Optional.of(changed);
                }
            }
        }
        return Optional.empty();
    }

    private void scalars(boolean refusesObjects) {
        if (refusesObjects) {
            understood.clear();
            Stream.concat(SIMPLE.stream(), guesses(subject(last.orElse("")))).forEach(this::accepts);
        }
    }

    private void alternatives(Object base) {
        int before;
        do {
            before = asked.size();
            for (String path : List.copyOf(asked)) {
                if (parentIsThere(base, path)) {
                    accepts(with(base, path, Optional.empty()));
                    guesses(path).forEach(guess -> reads(with(base, path, Optional.of(guess)), path));
                } else {
                    // Within a field that the base lacks, or has with another type.
                    String parent = path.substring(0, path.lastIndexOf('.'));
                    String field = path.substring(parent.length() + 1);
                    guesses(path).forEach(guess -> reads(with(base, parent, Optional.of(Map.of(field, guess))), path));
                }
            }
        } while (asked.size() > before);
    }

    private Stream<Object> guesses(String path) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        return Stream.concat(SIMPLE.stream(), observed.getOrDefault(name, List.of()).stream());
    }

    private boolean accepts(Object value) {
        String json = Json.write(value);
        reading.clear();
        last = refusal.apply(Optional.of(TrackedJson.track(json, reading)));
        asked.addAll(reading);
        if (last.isEmpty() && !understood.contains(json)) {
            understood.add(json);
        }
        return last.isEmpty();
    }

    /** A guess counts for a field only if the command reads that field: other fields may hide it. */
    private void reads(Object value, String path) {
        if (accepts(value) && !reading.contains(path)) {
            understood.remove(Json.write(value));
        }
    }

    /** The field that a rejection names: its text begins with it. */
    private static String subject(String fault) {
        return fault.split("[: ]", 2)[0];
    }

    private static boolean parentIsThere(Object base, String path) {
        Object value = base;
        String[] names = path.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            value = value instanceof Map<?, ?> map && map.containsKey(names[i]) ? map.get(names[i]) : Optional.empty();
        }
        return value instanceof Map;
    }

    private static Object with(Object value, String path, Optional<Object> field) {
        Map<Object, Object> copy = new LinkedHashMap<>(value instanceof Map<?, ?> map ? map : Map.of());
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        if (dot >= 0) {
            copy.put(name, with(copy.getOrDefault(name, Map.of()), path.substring(dot + 1), field));
        } else if (field.isPresent()) {
            copy.put(name, field.get());
        } else {
            copy.remove(name);
        }
        return copy;
    }

    static JsonValue parsed(String json) {
        try {
            return Json.parse(json);
        } catch (MalformedJsonException malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
