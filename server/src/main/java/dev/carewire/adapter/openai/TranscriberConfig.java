package dev.carewire.adapter.openai;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Address and settings of a transcription endpoint.
 *
 * @param url base address before {@code /audio/transcriptions}, with or without a trailing slash
 * @param key sent as bearer token, visible ASCII characters; empty for none
 * @param model a model name that the endpoint knows
 * @param language ISO 639-1 code of the spoken language; empty for automatic detection
 * @param format the requested response format
 * @param timeout from a request to the end of its response
 */
public record TranscriberConfig(
        URI url, Optional<String> key, String model, Optional<String> language, Format format, Duration timeout) {

    public TranscriberConfig {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(key, "key");
        if (key.filter(text -> !OpenAiConfig.isValidKey(text)).isPresent()) {
            throw new IllegalArgumentException("key: invalid (expected: visible ASCII characters)");
        }
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(timeout, "timeout");
    }

    /** The requested response format. */
    public enum Format {
        /** The text and the confidence of each segment. */
        VERBOSE_JSON,
        /** The text only, for models without segments. */
        JSON;

        /** The format's name in the request. */
        String wireName() {
            return this == JSON ? "json" : "verbose_json";
        }
    }

    /** Omits the key, and the address, which may contain one. */
    @Override
    public String toString() {
        return "TranscriberConfig[model=" + model + "]";
    }
}
