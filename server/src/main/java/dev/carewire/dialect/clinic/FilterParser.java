package dev.carewire.dialect.clinic;

import dev.carewire.dialect.Argument;
import dev.carewire.text.Moments;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fields of a page's filter. One that is missing, null, an empty text or an empty array restricts nothing, as pages fill
 * them from choices that may be open; one of another type is refused.
 */
final class FilterParser {

    /** Statuses a filter may name. */
    static final int MAX_STATUSES = 16;

    private static final int DATE_LENGTH = "2026-11-20".length();

    private FilterParser() {}

    /** The id in the field {@code name}. */
    static Optional<String> id(Argument argument, String name) {
        boolean open = argument.optionalTextField(name).filter(String::isEmpty).isPresent();
        return open ? Optional.empty() : argument.optionalIdField(name);
    }

    /** The day in {@code date}. */
    static Optional<LocalDate> date(Argument argument) {
        return argument.optionalTextField("date")
                .filter(text -> !text.isEmpty())
                .map(text -> day(text).orElseThrow(Argument.invalid("date", "a day from 1900 to 2199, YYYY-MM-DD")));
    }

    /**
     * The statuses in {@code status}, one or an array. Words that are not known are in no item, so a filter of such words alone
     * lets nothing pass.
     *
     * @param meaning of a word; an empty set for one that is not known
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

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(text)
                    .filter(day -> day.length() == DATE_LENGTH)
                    .map(LocalDate::parse)
                    .filter(Moments::isValid);
        } catch (DateTimeParseException no) {
            return Optional.empty();
        }
    }
}
