package dev.carewire.adapter.openai;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where speech is put into writing, and how.
 *
 * @param url address that {@code /audio/transcriptions} is appended to, with or without a slash at its end
 * @param key sent as bearer token, visible ASCII characters; empty for none
 * @param model name that the endpoint knows
 * @param language ISO 639-1 code of what is spoken; empty if the endpoint shall find out
 * @param format what the endpoint is asked to answer with
 * @param timeout from a request to the end of its answer
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

    /** What the endpoint is asked to answer with. */
    public enum Format {
        /** Text and how sure each part of it is. */
        VERBOSE_JSON,
        /** The text alone, for models that can do no more. */
        JSON;

        /** As the endpoint knows it. */
        String wireName() {
            return this == JSON ? "json" : "verbose_json";
        }
    }

    /** Without the key, and without the address, which may hold one. */
    @Override
    public String toString() {
        return "TranscriberConfig[model=" + model + "]";
    }
}
