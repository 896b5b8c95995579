package dev.carewire.app.config;

import static dev.carewire.setting.SettingType.bool;
import static dev.carewire.setting.SettingType.duration;
import static dev.carewire.setting.SettingType.enumValue;
import static dev.carewire.setting.SettingType.size;
import static dev.carewire.setting.SettingType.text;

import dev.carewire.adapter.openai.TranscriberConfig;
import dev.carewire.adapter.openai.TranscriberConfig.Format;
import dev.carewire.setting.EnvironmentAlias;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;
import dev.carewire.transcription.TranscriptionLimits;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings of live transcription, with its resource limits. */
final class AmbientSettings extends SettingSection {

    private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");

    final Setting<Boolean> enabled = add(
            "ambient.enabled",
            bool(),
            "true",
            "Whether recordings are transcribed live, if there is a url.",
            new EnvironmentAlias("AMBIENT_LIVE_TRANSCRIBE_ENABLED"));

    final Setting<Optional<URI>> url = add(
            "ambient.url",
            SettingType.httpUrl(),
            "",
            "OpenAI-compatible endpoint, such as https://host/v1; /audio/transcriptions is appended. It receives the recordings.");

    final Setting<Optional<String>> key = addSecret(
            "ambient.key",
            AssistantSettings.BEARER_TOKEN,
            "",
            "Bearer token for it. Better set in the environment than here.");

    final Setting<Optional<String>> model =
            add("ambient.model", text("any, needed with a url"), "", "Name of the model.");

    final Setting<Optional<String>> languageSpoken = add(
            "ambient.language",
            SettingType.optional(
                    "code",
                    "two small letters, such as en; empty = the endpoint finds out",
                    code -> LANGUAGE.matcher(code).matches()),
            "",
            "Spoken language.");

    final Setting<Format> responseFormat = add(
            "ambient.response-format",
            enumValue(Format.class),
            "verbose_json",
            "Response format of the endpoint; json, for models without verbose_json, contains no confidence.");

    final Setting<Duration> timeout =
            add("ambient.timeout", duration("1s", "10m"), "60s", "How long a transcription request may take.");

    final Setting<Duration> minInterval = add(
            "ambient.min-interval",
            duration("0s", "10m"),
            "5s",
            "Time between two requests for one recording. AMBIENT_LIVE_TRANSCRIBE_MIN_INTERVAL_MS is in milliseconds.",
            new EnvironmentAlias(
                    "AMBIENT_LIVE_TRANSCRIBE_MIN_INTERVAL_MS",
                    value -> Optional.of(DIGITS.matcher(value).matches() ? value + "ms" : value)));

    final Setting<Integer> recordingBuffer = add(
            "ambient.recording-buffer",
            size("64KiB", "64MiB"),
            "4MiB",
            "Audio of one recording that may be buffered; more is rejected.");

    final Setting<Integer> totalBuffer = add(
            "ambient.total-buffer",
            size("64KiB", "1024MiB"),
            "64MiB",
            "Audio of all recordings that may be buffered; more is rejected.");

    /** The values of this section; an address without a model name counts as none. */
    AmbientConfig ambient(SettingValues given) {
        return new AmbientConfig(
                given.get(url)
                        .filter(endpoint -> given.get(enabled))
                        .flatMap(endpoint -> given.get(model)
                                .map(name -> new TranscriberConfig(
                                        endpoint,
                                        given.get(key),
                                        name,
                                        given.get(languageSpoken),
                                        given.get(responseFormat),
                                        given.get(timeout)))),
                new TranscriptionLimits(
                        given.get(minInterval),
                        given.get(recordingBuffer),
                        Math.max(given.get(recordingBuffer), given.get(totalBuffer))));
    }
}
