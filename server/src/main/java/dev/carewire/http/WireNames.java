package dev.carewire.http;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words of all client families for the cases of one enum: each case's own name in lower case, and synonyms. Dashes and
 * underscores are alike. Immutable.
 *
 * @param <E> what the words stand for
 */
public final class WireNames<E extends Enum<E>> {

    private final Map<String, EnumSet<E>> valuesByName;

    /** Each case's own name. */
    public static <E extends Enum<E>> WireNames<E> of(Class<E> type) {
        return new WireNames<>(type, Map.of());
    }

    /** Each case's own name and, for the cases that clients also call otherwise, their synonyms. */
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

    /** What a record becomes by this word: the first case that it covers. */
    Optional<E> parse(String word) {
        return matching(word).map(all -> all.iterator().next());
    }

    /** Every case that is shown with this word, for filters. */
    public Optional<Set<E>> matching(String word) {
        return Optional.ofNullable(valuesByName.get(word.replace('_', '-'))).map(EnumSet::copyOf);
    }

    /** The words, for a refusal. */
    public String expected() {
        return "one of " + String.join(", ", valuesByName.keySet());
    }
}
