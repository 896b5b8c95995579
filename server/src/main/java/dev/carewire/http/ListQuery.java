package dev.carewire.http;

import dev.carewire.command.Fault;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.command.TimeRange;
import dev.carewire.text.CalendarDays;
import dev.carewire.text.Moments;
import dev.carewire.text.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The filters in a list request's query. An invalid parameter is rejected as INVALID; the message names it. Records
 * which parameters the parser reads: the request may have no others. One thread.
 */
public final class ListQuery {

    private static final int DEFAULT_LIMIT = 200;
    private static final int MAX_LIMIT = 500;
    private static final int MAX_LIMIT_DIGITS = 4;

    /** Most unknown parameters that a rejection names. */
    private static final int MAX_NAMED = 50;

    /** Most characters of an unknown parameter's name that a rejection repeats. */
    private static final int MAX_NAME_LENGTH = 64;

    private final Function<String, Optional<String>> parameters;
    private final Function<String, Optional<String>> cursors;
    private final ZoneId zone;
    private final Set<String> read = new TreeSet<>();

    private ListQuery(
            Function<String, Optional<String>> parameters, Function<String, Optional<String>> cursors, ZoneId zone) {
        this.parameters = parameters;
        this.cursors = cursors;
        this.zone = zone;
    }

    /**
     * A query from elsewhere.
     *
     * @param parameters by their names
     * @param zone the clinic's, in which days begin
     */
    public ListQuery(Function<String, Optional<String>> parameters, ZoneId zone) {
        this(parameters, Optional::of, zone);
    }

    /**
     * Reads the query of a request. The parser reads each parameter that it knows, whether or not others are present.
     *
     * @throws RejectedException INVALID for a parameter that the parser does not read, so that a misspelt one is
     *     noticed
     */
    public static <Q> Q parse(Request request, Function<ListQuery, Q> parser) {
        return parse(request, Optional::of, parser);
    }

    /** @param cursors the cursor that the list has written, in the text that a client has received; empty for another text */
    static <Q> Q parse(Request request, Function<String, Optional<String>> cursors, Function<ListQuery, Q> parser) {
        ListQuery query = new ListQuery(request::query, cursors, request.zone());
        Q parsed = parser.apply(query);
        query.requireKnown(request.queryNames());
        return parsed;
    }

    private void requireKnown(Set<String> given) {
        List<Fault> unknown = given.stream()
                .filter(name -> !read.contains(name))
                .limit(MAX_NAMED)
                .map(name -> Texts.printablePrefix(name, MAX_NAME_LENGTH))
                .map(name -> new Fault(name, name + ": unknown (expected: " + expected() + ")"))
                .toList();
        if (!unknown.isEmpty()) {
            throw RejectedException.invalid(unknown);
        }
    }

    private String expected() {
        return read.isEmpty() ? "no parameters" : "only " + String.join(", ", read);
    }

    /** The first of these parameters that is present. */
    public Optional<String> text(String... names) {
        read.addAll(List.of(names));
        for (String name : names) {
            Optional<String> value = parameters.apply(name);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** Accepts parameters that published pages send, and that do not restrict the list. */
    public ListQuery ignoring(String... names) {
        read.addAll(List.of(names));
        return this;
    }

    /** Accepts the number of the first page, which published pages send; later pages have a cursor instead. */
    public void firstPage() {
        text("page").filter(number -> !number.equals("1")).ifPresent(number -> {
            throw invalid("page", "1, or the X-Next-Cursor of the page before as cursor");
        });
    }

    /** The clinic's time zone, in which the query states its days. */
    public ZoneId zone() {
        return zone;
    }

    /**
     * The times in {@code from} and {@code to}. Each is a day at the clinic, which belongs to the range, or a moment. The
     * range includes the moment in {@code from} and excludes that in {@code to}.
     */
    public TimeRange range() {
        Optional<TimeRange> from = bound("from");
        Optional<TimeRange> to = bound("to");
        Optional<Instant> start = from.flatMap(TimeRange::from);
        Optional<Instant> last = to.flatMap(TimeRange::from);
        Optional<Instant> end = to.flatMap(TimeRange::before);
        boolean inOrder = start.isEmpty() || end.isEmpty() || start.get().isBefore(end.get()) || start.equals(last);
        if (!inOrder) {
            throw invalid("from", "a time up to that in to");
        }
        return new TimeRange(start, end);
    }

    /** The day in {@code date}, by the rule of {@link CalendarDays}, or the {@link #range}. */
    public TimeRange dateOrRange() {
        TimeRange range = range();
        Optional<TimeRange> date = text("date")
                .map(text -> CalendarDays.parse(text, zone)
                        .filter(Moments::isValid)
                        .map(day -> TimeRange.of(day, zone))
                        .orElseThrow(() -> invalid("date", "a day, YYYY-MM-DD")));
        if (date.isPresent() && !range.isUnbounded()) {
            throw invalid("date", "not together with from or to");
        }
        return date.orElse(range);
    }

    /** A day as its first moment and that of the next day; a moment as both. */
    private Optional<TimeRange> bound(String name) {
        return text(name)
                .map(text -> IsoDateTimes.day(text)
                        .filter(Moments::isValid)
                        .map(day -> TimeRange.of(day, zone))
                        .or(() -> IsoDateTimes.instant(text)
                                .filter(Moments::isValid)
                                .map(moment -> new TimeRange(Optional.of(moment), Optional.of(moment))))
                        .orElseThrow(() -> invalid(name, "a day, YYYY-MM-DD, or an ISO date and time with offset")));
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

    /**
     * The place in {@code cursor}.
     *
     * @param place reads the cursors that the list writes; empty for any other text
     */
    public <C> Optional<C> cursor(Function<String, Optional<C>> place) {
        return cursor("cursor", place);
    }

    /** As {@link #cursor}; the parameter has two names, {@code cursor} and {@code before}. */
    public <C> Optional<C> cursorOrBefore(Function<String, Optional<C>> place) {
        Optional<C> cursor = cursor("cursor", place);
        Optional<C> before = cursor("before", place);
        if (cursor.isPresent() && before.isPresent()) {
            throw invalid("before", "not together with cursor");
        }
        return cursor.or(() -> before);
    }

    private <C> Optional<C> cursor(String name, Function<String, Optional<C>> place) {
        return text(name)
                .map(text -> cursors.apply(text)
                        .flatMap(place)
                        .orElseThrow(() -> invalid(name, "the X-Next-Cursor of a page of the same list")));
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
        return RejectedException.invalid(new Fault(name, name + ": invalid (expected: " + expected + ")"));
    }
}
