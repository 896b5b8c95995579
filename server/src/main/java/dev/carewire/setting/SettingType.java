package dev.carewire.setting;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The valid texts of a setting, and the value of each.
 *
 * @param unit kind of the text, for messages and the file
 * @param range the valid texts of that kind, for messages and the file
 * @param shape whether the file may hold a list
 * @param parser the value of a text; empty for a text outside the range; throws nothing
 */
public record SettingType<T>(String unit, String range, Shape shape, Function<String, Optional<T>> parser) {

    /** The form of a value in the file. */
    public enum Shape {
        SINGLE,
        LIST
    }

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(|b|kb|kib|mb|mib)");
    private static final Map<String, Integer> SIZE_UNITS =
            Map.of("", 1, "b", 1, "kb", 1_000, "kib", 1 << 10, "mb", 1_000_000, "mib", 1 << 20);

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,9}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,253}");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    /** A type of single values. */
    public SettingType(String unit, String range, Function<String, Optional<T>> parser) {
        this(unit, range, Shape.SINGLE, parser);
    }

    /**
     * A type of lists, which the file may also hold as one text with commas.
     *
     * @param parser the value of the stripped items; of an empty text there is one, which is empty
     */
    public static <T> SettingType<T> list(String unit, String range, Function<List<String>, Optional<T>> parser) {
        return new SettingType<>(unit, range, Shape.LIST, text -> parser.apply(List.of(COMMA.split(text, -1))));
    }

    /** A text that {@code valid} accepts; an empty text stands for none. */
    public static SettingType<Optional<String>> optional(String unit, String range, Predicate<String> valid) {
        return new SettingType<>(unit, range, text -> {
            if (text.isEmpty()) {
                return Optional.of(Optional.empty());
            }
            return valid.test(text) ? Optional.of(Optional.of(text)) : Optional.empty();
        });
    }

    /** A whole number between {@code least} and {@code most}, both included. */
    public static SettingType<Integer> integer(int least, int most, String unit) {
        return new SettingType<>(
                unit,
                least + ".." + most,
                text -> WHOLE_NUMBER.matcher(text).matches()
                        ? Optional.of(Integer.parseInt(text)).filter(value -> least <= value && value <= most)
                        : Optional.empty());
    }

    /** A number with {@code ms}, {@code s}, {@code m} or {@code h}. */
    public static SettingType<Duration> duration(String least, String most) {
        return duration("duration (ms, s, m, h)", least, most);
    }

    /** A duration without a fraction of a second. */
    public static SettingType<Duration> seconds(String least, String most) {
        SettingType<Duration> any = duration("duration (whole seconds: s, m, h)", least, most);
        return new SettingType<>(
                any.unit, any.range, text -> any.parse(text).filter(value -> value.toMillis() % 1_000 == 0));
    }

    /** Up to {@code most} durations, each once, as a list or separated by commas; an empty text stands for none. */
    public static SettingType<List<Duration>> durations(String least, String longest, int most) {
        SettingType<Duration> one = duration(least, longest);
        return list(
                "list of durations (ms, s, m, h)",
                "up to " + most + ", each once and " + one.range + ", empty = none",
                items -> {
                    List<String> texts = items.equals(List.of("")) ? List.of() : items;
                    List<Duration> all = texts.stream()
                            .flatMap(single -> one.parse(single).stream())
                            .distinct()
                            .toList();
                    return Optional.of(all).filter(read -> read.size() == texts.size() && read.size() <= most);
                });
    }

    private static SettingType<Duration> duration(String unit, String least, String most) {
        Duration from = Durations.parse(least).orElseThrow();
        Duration to = Durations.parse(most).orElseThrow();
        return new SettingType<>(
                unit,
                least + ".." + most,
                text -> Durations.parse(text).filter(value -> value.compareTo(from) >= 0 && value.compareTo(to) <= 0));
    }

    /** Bytes, or a number with {@code kB}, {@code KiB}, {@code MB} or {@code MiB}. */
    public static SettingType<Integer> size(String least, String most) {
        int from = parseSize(least).orElseThrow();
        int to = parseSize(most).orElseThrow();
        return new SettingType<>(
                "size (bytes, kB, KiB, MB, MiB)",
                least + ".." + most,
                text -> parseSize(text).filter(value -> from <= value && value <= to));
    }

    private static Optional<Integer> parseSize(String text) {
        Matcher parts = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.empty();
        }
        long bytes = Long.parseLong(parts.group(1)) * SIZE_UNITS.getOrDefault(parts.group(2), 1);
        return bytes <= Integer.MAX_VALUE ? Optional.of((int) bytes) : Optional.empty();
    }

    /** {@code true} or {@code false}, in any case. */
    public static SettingType<Boolean> bool() {
        return new SettingType<>("switch", "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** The name of one of a type's cases, in lower case. */
    public static <E extends Enum<E>> SettingType<E> enumValue(Class<E> type) {
        Map<String, E> cases = new LinkedHashMap<>();
        for (E one : type.getEnumConstants()) {
            cases.put(one.name().toLowerCase(Locale.ROOT), one);
        }
        return new SettingType<>(
                "word",
                String.join(" or ", cases.keySet()),
                text -> Optional.ofNullable(cases.get(text.toLowerCase(Locale.ROOT))));
    }

    /** An address or host name to listen on. */
    public static SettingType<Optional<String>> host(String whenEmpty) {
        return optional(
                "address or host name",
                "one of this machine's, empty = " + whenEmpty,
                text -> HOST.matcher(text).matches());
    }

    /** Any text; an empty one stands for none. */
    public static SettingType<Optional<String>> text(String range) {
        return optional("text", range, text -> true);
    }

    /** A folder, which need not exist. */
    public static SettingType<Path> folder() {
        return new SettingType<>(
                "path", "a folder, created if missing", text -> text.isEmpty() ? Optional.empty() : parsePath(text));
    }

    /** A file; an empty text stands for none. */
    public static SettingType<Optional<Path>> file(String range) {
        return new SettingType<>("path", range, text -> {
            Optional<Path> path = text.isEmpty() ? Optional.empty() : parsePath(text);
            return text.isEmpty() || path.isPresent() ? Optional.of(path) : Optional.empty();
        });
    }

    private static Optional<Path> parsePath(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException invalid) {
            return Optional.empty();
        }
    }

    /** An HTTP or HTTPS URL; an empty text stands for none. */
    public static SettingType<Optional<URI>> httpUrl() {
        return httpUrlOr("", "http://… or https://…, empty = none");
    }

    /**
     * An HTTP or HTTPS URL.
     *
     * @param word stands for none
     */
    public static SettingType<Optional<URI>> httpUrlOr(String word) {
        return httpUrlOr(word, word + ", http://… or https://…");
    }

    private static SettingType<Optional<URI>> httpUrlOr(String word, String range) {
        return new SettingType<>("address", range, text -> {
            try {
                Optional<URI> url =
                        Optional.of(text).filter(given -> !given.equals(word)).map(URI::create);
                return url.isEmpty() || url.filter(SettingType::isHttpUrl).isPresent()
                        ? Optional.of(url)
                        : Optional.empty();
            } catch (IllegalArgumentException malformed) {
                return Optional.empty();
            }
        });
    }

    private static boolean isHttpUrl(URI url) {
        return ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null;
    }

    /** A time zone of the IANA list. */
    public static SettingType<ZoneId> timeZone() {
        return new SettingType<>("time zone", "a name of the IANA list, such as Europe/Berlin", text -> {
            // An offset such as +02:00 is no time zone: it has no rules for the change of the clocks.
            return Optional.of(text)
                    .filter(ZoneId.getAvailableZoneIds()::contains)
                    .map(ZoneId::of);
        });
    }

    /** The value of a text; empty if it is outside the range. */
    public Optional<T> parse(String text) {
        return parser.apply(text.strip());
    }

    /** The valid texts, for messages. */
    public String expected() {
        return unit + ", " + range;
    }
}
