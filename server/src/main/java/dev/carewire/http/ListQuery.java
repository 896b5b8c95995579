package dev.carewire.http;

import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The filters of a list, from the query of its request. What cannot be read is refused as INVALID, naming the parameter. */
public final class ListQuery {

    private static final int DEFAULT_LIMIT = 200;
    private static final int MAX_LIMIT = 500;
    private static final int MAX_LIMIT_DIGITS = 4;

    private final Request request;

    public ListQuery(Request request) {
        this.request = request;
    }

    /** The first of these parameters that is given. */
    public Optional<String> text(String... names) {
        for (String name : names) {
            Optional<String> value = request.query(name);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** The day in {@code date}. */
    public Optional<LocalDate> date() {
        return text("date").map(text -> IsoDateTimes.day(text).orElseThrow(() -> invalid("date", "a day, YYYY-MM-DD")));
    }

    /** The ISO date and time with offset in {@code name}. */
    public Optional<Instant> instant(String name) {
        return text(name)
                .map(text -> IsoDateTimes.instant(text)
                        .orElseThrow(() -> invalid(name, "an ISO date and time with offset")));
    }

    /** The cases that the words in {@code status} cover, which are separated by commas; none if it is missing. */
    public <E extends Enum<E>> Set<E> statuses(WireNames<E> words, Class<E> type) {
        Set<E> statuses = EnumSet.noneOf(type);
        text("status").ifPresent(list -> {
            for (String word : list.split(",", -1)) {
                statuses.addAll(words.matching(word.strip()).orElseThrow(() -> invalid("status", words.expected())));
            }
        });
        return statuses;
    }

    /** The place that {@code before} names, of a list in the order of time. */
    public Optional<TimeCursor> before() {
        return text("before").map(TimeCursor::parse);
    }

    /** {@code limit}, 1 to {@value #MAX_LIMIT}; {@value #DEFAULT_LIMIT} if it is missing. */
    public int limit() {
        return limit(MAX_LIMIT);
    }

    /** {@code limit}, 1 to {@code max}; if it is missing, {@value #DEFAULT_LIMIT} or {@code max} if that is less. */
    public int limit(int max) {
        return text("limit")
                .map(text -> Optional.of(text)
                        .filter(digits -> digits.length() < MAX_LIMIT_DIGITS
                                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9'))
                        .map(Integer::parseInt)
                        .filter(limit -> limit >= 1 && limit <= max)
                        .orElseThrow(() -> invalid("limit", "1.." + max)))
                .orElse(Math.min(DEFAULT_LIMIT, max));
    }

    private static RejectedException invalid(String name, String expected) {
        return RejectedException.invalid(name + ": invalid (expected: " + expected + ")");
    }
}
