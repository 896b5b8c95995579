package dev.carewire.http;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that clients use for the constants of an enum: each constant's own name in lower case, and synonyms. Dashes
 * and underscores are equivalent. Immutable.
 *
 * @param <E> the enum
 */
public final class WireNames<E extends Enum<E>> {

    private final Map<String, EnumSet<E>> valuesByName;

    /** Only the constants' own names. */
    public static <E extends Enum<E>> WireNames<E> of(Class<E> type) {
        return new WireNames<>(type, Map.of());
    }

    /** The constants' own names and these synonyms; a synonym may stand for several constants. */
    public static <E extends Enum<E>> WireNames<E> of(Class<E> type, Map<String, EnumSet<E>> synonyms) {
        return new WireNames<>(type, synonyms);
    }

    private WireNames(Class<E> type, Map<String, EnumSet<E>> synonyms) {
        valuesByName = new LinkedHashMap<>();
        for (E value : type.getEnumConstants()) {
            valuesByName.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), EnumSet.of(value));
        }
        valuesByName.putAll(synonyms);
    }

    /** The constant that a record is set to by this name: the first one that it stands for. */
    Optional<E> parse(String word) {
        return matching(word).map(all -> all.iterator().next());
    }

    /** All constants that clients see under this name, for filters. */
    public Optional<Set<E>> matching(String word) {
        return Optional.ofNullable(valuesByName.get(word.replace('_', '-'))).map(EnumSet::copyOf);
    }

    /** All names, for rejections. */
    public String expected() {
        return "one of " + String.join(", ", valuesByName.keySet());
    }
}
