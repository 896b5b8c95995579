package dev.carewire.http;

import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.text.CalendarDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The filters in a list request's query. An invalid parameter is rejected as INVALID; the message names it. */
public final class ListQuery {

    private static final int DEFAULT_LIMIT = 200;
    private static final int MAX_LIMIT = 500;
    private static final int MAX_LIMIT_DIGITS = 4;

    private final Function<String, Optional<String>> parameters;
    private final ZoneId zone;

    /** The query of a request. */
    public ListQuery(Request request) {
        this(request::query, request.zone());
    }

    /**
     * A query from elsewhere.
     *
     * @param parameters by their names
     * @param zone the clinic's, in which days begin
     */
    public ListQuery(Function<String, Optional<String>> parameters, ZoneId zone) {
        this.parameters = parameters;
        this.zone = zone;
    }

    /** The first of these parameters that is present. */
    public Optional<String> text(String... names) {
        for (String name : names) {
            Optional<String> value = parameters.apply(name);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** The day in {@code date}, by the rule of {@link CalendarDays}. */
    public Optional<LocalDate> date() {
        return text("date")
                .map(text -> CalendarDays.parse(text, zone).orElseThrow(() -> invalid("date", "a day, YYYY-MM-DD")));
    }

    /** The clinic's time zone, in which the query states its days. */
    public ZoneId zone() {
        return zone;
    }

    /** The date and time with offset in {@code name}. */
    public Optional<Instant> instant(String name) {
        return text(name)
                .map(text -> IsoDateTimes.instant(text)
                        .orElseThrow(() -> invalid(name, "an ISO date and time with offset")));
    }

    /** The enum constants for the comma-separated names in {@code status}; empty if it is missing. */
    public <E extends Enum<E>> Set<E> statuses(WireNames<E> words, Class<E> type) {
        Set<E> statuses = EnumSet.noneOf(type);
        text("status").ifPresent(list -> {
            for (String word : list.split(",", -1)) {
                statuses.addAll(words.matching(word.strip()).orElseThrow(() -> invalid("status", words.expected())));
            }
        });
        return statuses;
    }

    /** The cursor in {@code before}, in a list that is ordered by time. */
    public Optional<TimeCursor> before() {
        return text("before").map(TimeCursor::parse);
    }

    /** {@code limit}, 1 to {@value #MAX_LIMIT}; {@value #DEFAULT_LIMIT} if it is missing. */
    public int limit() {
        return limit(MAX_LIMIT);
    }

    /** {@code limit}, 1 to {@code max}; if it is missing, the smaller of {@value #DEFAULT_LIMIT} and {@code max}. */
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
