package dev.carewire.app.config;

import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.openai.OpenAiConfig;
import dev.carewire.transport.netty.OriginPolicy;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a setting's text may be, and the value it stands for.
 *
 * @param unit what the text is, for people
 * @param range which of them are accepted, for people
 * @param shape whether the file may hold a list
 * @param parser the value of a text; empty for a text outside the range; throws nothing
 */
record SettingType<T>(String unit, String range, Shape shape, Function<String, Optional<T>> parser) {

    /** How a value stands in the file. */
    enum Shape {
        SINGLE,
        LIST
    }

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(|b|kb|kib|mb|mib)");
    private static final Map<String, Integer> SIZE_UNITS =
            Map.of("", 1, "b", 1, "kb", 1_000, "kib", 1 << 10, "mb", 1_000_000, "mib", 1 << 20);

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,9}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,253}");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    private SettingType(String unit, String range, Function<String, Optional<T>> reading) {
        this(unit, range, Shape.SINGLE, reading);
    }

    static SettingType<Integer> integer(int least, int most, String unit) {
        return new SettingType<>(
                unit,
                least + ".." + most,
                text -> WHOLE_NUMBER.matcher(text).matches()
                        ? Optional.of(Integer.parseInt(text)).filter(value -> least <= value && value <= most)
                        : Optional.empty());
    }

    /** A number with {@code ms}, {@code s}, {@code m} or {@code h}. */
    static SettingType<Duration> duration(String least, String most) {
        return duration("duration (ms, s, m, h)", least, most);
    }

    /** A duration without a fraction of a second. */
    static SettingType<Duration> seconds(String least, String most) {
        SettingType<Duration> any = duration("duration (whole seconds: s, m, h)", least, most);
        return new SettingType<>(
                any.unit, any.range, text -> any.parse(text).filter(value -> value.toMillis() % 1_000 == 0));
    }

    /** Up to {@code most} durations, each once, as a list or separated by commas; an empty text stands for none. */
    static SettingType<List<Duration>> durations(String least, String longest, int most) {
        SettingType<Duration> one = duration(least, longest);
        return new SettingType<>(
                "list of durations (ms, s, m, h)",
                "up to " + most + ", each once and " + one.range + ", empty = none",
                Shape.LIST,
                text -> {
                    List<String> texts = text.isEmpty() ? List.of() : List.of(COMMA.split(text, -1));
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
    static SettingType<Integer> size(String least, String most) {
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

    static SettingType<Boolean> bool() {
        return new SettingType<>("switch", "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** The name of one of a type's cases, in lower case. */
    static <E extends Enum<E>> SettingType<E> enumValue(Class<E> type) {
        Map<String, E> cases = new LinkedHashMap<>();
        for (E one : type.getEnumConstants()) {
            cases.put(one.name().toLowerCase(Locale.ROOT), one);
        }
        return new SettingType<>(
                "word",
                String.join(" or ", cases.keySet()),
                text -> Optional.ofNullable(cases.get(text.toLowerCase(Locale.ROOT))));
    }

    static SettingType<String> host() {
        return new SettingType<>(
                "address or host name",
                "one of this machine's",
                text -> HOST.matcher(text).matches() ? Optional.of(text) : Optional.empty());
    }

    /** Any text; an empty one stands for none. */
    static SettingType<Optional<String>> text(String range) {
        return new SettingType<>("text", range, text -> Optional.of(nonBlank(text)));
    }

    /** A bearer token; an empty text stands for none. */
    static SettingType<Optional<String>> bearerToken() {
        return new SettingType<>(
                "text",
                "visible ASCII characters, empty = none is sent",
                text -> text.isEmpty() || OpenAiConfig.isValidKey(text)
                        ? Optional.of(Optional.of(text).filter(key -> !key.isEmpty()))
                        : Optional.empty());
    }

    static SettingType<Path> folder() {
        return new SettingType<>(
                "path", "a folder, created if missing", text -> text.isEmpty() ? Optional.empty() : parsePath(text));
    }

    /** A file; an empty text stands for none. */
    static SettingType<Optional<Path>> file(String range) {
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

    /** An address of the web; an empty text stands for none. */
    static SettingType<Optional<URI>> httpUrl() {
        return new SettingType<>("address", "http://… or https://…, empty = none", text -> {
            try {
                Optional<URI> url = nonBlank(text).map(URI::create);
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

    /** An address that {@link DatabaseConfig} knows; an empty text stands for none. */
    static SettingType<Optional<String>> databaseUrl() {
        String known =
                "jdbc:postgresql:…, postgres://user:password@host:port/database or jdbc:h2:file:…, empty = embedded";
        return new SettingType<>("address", known, text -> {
            try {
                return Optional.of(nonBlank(text)
                        .map(url -> new DatabaseConfig(url, "", "", 1, Duration.ofSeconds(1)))
                        .map(valid -> text));
            } catch (IllegalArgumentException unknown) {
                return Optional.empty();
            }
        });
    }

    static SettingType<ZoneId> timeZone() {
        return new SettingType<>("time zone", "a name of the IANA list, such as Europe/Berlin", text -> {
            try {
                return Optional.of(ZoneId.of(text));
            } catch (DateTimeException unknown) {
                return Optional.empty();
            }
        });
    }

    /** Origins of web pages, as a list or separated by commas; a slash at the end is forgiven. */
    static SettingType<OriginPolicy> origins() {
        return new SettingType<>("list of origins", "http://host[:port] or https://host[:port]", Shape.LIST, text -> {
            try {
                return Optional.of(new OriginPolicy(Arrays.stream(COMMA.split(text, -1))
                        .map(String::strip)
                        .filter(origin -> !origin.isEmpty())
                        .map(origin -> origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin)
                        .collect(Collectors.toSet())));
            } catch (IllegalArgumentException noOrigin) {
                return Optional.empty();
            }
        });
    }

    private static Optional<String> nonBlank(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    /** The value of a text; empty if it is outside the range. */
    Optional<T> parse(String text) {
        return parser.apply(text.strip());
    }

    /** What a text should have been, for people. */
    String expected() {
        return unit + ", " + range;
    }
}
