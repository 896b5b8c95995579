package dev.carewire.app.config;

import static dev.carewire.app.config.SettingType.bool;
import static dev.carewire.app.config.SettingType.duration;
import static dev.carewire.app.config.SettingType.enumValue;
import static dev.carewire.app.config.SettingType.size;
import static dev.carewire.app.config.SettingType.text;

import dev.carewire.adapter.openai.TranscriberConfig;
import dev.carewire.adapter.openai.TranscriberConfig.Format;
import dev.carewire.transcription.TranscriptionLimits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What puts recordings into writing, and what it may use up. */
final class AmbientSettings {

    private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");

    static final Setting<Boolean> ENABLED = Setting.of(
            "ambient.enabled",
            bool(),
            "true",
            "Whether recordings are put into writing while they go on, where there is a url.",
            new EnvironmentAlias("AMBIENT_LIVE_TRANSCRIBE_ENABLED"));

    static final Setting<Optional<URI>> URL = Setting.of(
            "ambient.url",
            SettingType.httpUrl(),
            "",
            "OpenAI-compatible endpoint, such as https://host/v1; /audio/transcriptions is appended. It is sent what people say.");

    static final Setting<Optional<String>> KEY = Setting.of(
                    "ambient.key",
                    SettingType.bearerToken(),
                    "",
                    "Bearer token for it. Better kept in the environment than here.")
            .hidden();

    static final Setting<Optional<String>> MODEL =
            Setting.of("ambient.model", text("any, needed with a url"), "", "Name of the model.");

    static final Setting<Optional<String>> LANGUAGE_SPOKEN = Setting.of(
            "ambient.language",
            new SettingType<>(
                    "code",
                    "two small letters, such as en; empty = the endpoint finds out",
                    SettingType.Shape.SINGLE,
                    code -> code.isEmpty() || LANGUAGE.matcher(code).matches()
                            ? Optional.of(Optional.of(code).filter(given -> !given.isEmpty()))
                            : Optional.empty()),
            "",
            "What people speak.");

    static final Setting<Format> RESPONSE_FORMAT = Setting.of(
            "ambient.response-format",
            enumValue(Format.class),
            "verbose_json",
            "What the endpoint is asked to answer with; json, for models that can do no more, says nothing of its confidence.");

    static final Setting<Duration> TIMEOUT =
            Setting.of("ambient.timeout", duration("1s", "10m"), "60s", "Time a transcript may take.");

    static final Setting<Duration> MIN_INTERVAL = Setting.of(
            "ambient.min-interval",
            duration("0s", "10m"),
            "5s",
            "Time between two requests for one recording. AMBIENT_LIVE_TRANSCRIBE_MIN_INTERVAL_MS gives it in milliseconds.",
            new EnvironmentAlias(
                    "AMBIENT_LIVE_TRANSCRIBE_MIN_INTERVAL_MS",
                    value -> Optional.of(DIGITS.matcher(value).matches() ? value + "ms" : value)));

    static final Setting<Integer> RECORDING_BUFFER = Setting.of(
            "ambient.recording-buffer",
            size("64KiB", "64MiB"),
            "4MiB",
            "Sound of one recording that may wait to be transcribed; more is refused.");

    static final Setting<Integer> TOTAL_BUFFER = Setting.of(
            "ambient.total-buffer",
            size("64KiB", "1024MiB"),
            "64MiB",
            "Sound of all recordings that may wait to be transcribed; more is refused.");

    static final List<Setting<?>> ALL = List.of(
            ENABLED,
            URL,
            KEY,
            MODEL,
            LANGUAGE_SPOKEN,
            RESPONSE_FORMAT,
            TIMEOUT,
            MIN_INTERVAL,
            RECORDING_BUFFER,
            TOTAL_BUFFER);

    private AmbientSettings() {}

    /** What was given; an address without the name of a model counts as none. */
    static AmbientConfig ambient(SettingValues given) {
        return new AmbientConfig(
                given.get(URL)
                        .filter(url -> given.get(ENABLED))
                        .flatMap(url -> given.get(MODEL)
                                .map(model -> new TranscriberConfig(
                                        url,
                                        given.get(KEY),
                                        model,
                                        given.get(LANGUAGE_SPOKEN),
                                        given.get(RESPONSE_FORMAT),
                                        given.get(TIMEOUT)))),
                new TranscriptionLimits(
                        given.get(MIN_INTERVAL),
                        given.get(RECORDING_BUFFER),
                        Math.max(given.get(RECORDING_BUFFER), given.get(TOTAL_BUFFER))));
    }
}
