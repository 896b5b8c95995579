package dev.carewire.dialect.clinic;

import dev.carewire.dialect.Argument;
import dev.carewire.text.CalendarDays;
import dev.carewire.text.Moments;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Parses the fields of a page's filter. A field that is missing, null, an empty text or an empty array restricts
 * nothing, since pages fill them from open selections. One of another type is rejected.
 */
final class FilterParser {

    /** Most statuses of a filter. */
    static final int MAX_STATUSES = 16;

    private FilterParser() {}

    /** The id in the field {@code name}. */
    static Optional<String> id(Argument argument, String name) {
        boolean open = argument.optionalTextField(name).filter(String::isEmpty).isPresent();
        return open ? Optional.empty() : argument.optionalIdField(name);
    }

    /**
     * The day in {@code date}, by the rule of {@link CalendarDays}.
     *
     * @param zone the clinic's
     */
    static Optional<LocalDate> date(Argument argument, ZoneId zone) {
        return argument.optionalTextField("date")
                .filter(text -> !text.isEmpty())
                .map(text -> CalendarDays.parse(text, zone)
                        .filter(Moments::isValid)
                        .orElseThrow(Argument.invalid("date", "a day from 1900 to 2199, YYYY-MM-DD")));
    }

    /**
     * The statuses in {@code status}, one or an array. Unknown names match nothing, so a filter with only unknown names
     * excludes everything.
     *
     * @param meaning the statuses of a name; an empty set for an unknown one
     */
    static <E extends Enum<E>> Optional<Set<E>> statuses(Argument argument, Function<String, EnumSet<E>> meaning) {
        List<String> words = argument.textsField("status", MAX_STATUSES).stream()
                .filter(word -> !word.isEmpty())
                .toList();
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(words.stream()
                        .flatMap(word -> meaning.apply(word).stream())
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
