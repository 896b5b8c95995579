package dev.carewire.adapter.openai;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Address and settings of a language model.
 *
 * @param url base address before {@code /chat/completions}, with or without a trailing slash
 * @param key sent as bearer token, visible ASCII characters; empty for none
 * @param model a model name that the endpoint knows
 * @param prompt the system prompt; empty for none
 */
public record OpenAiConfig(URI url, Optional<String> key, String model, Optional<String> prompt) {

    public OpenAiConfig {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(key, "key");
        if (key.filter(text -> !isValidKey(text)).isPresent()) {
            throw new IllegalArgumentException("key: invalid (expected: visible ASCII characters)");
        }
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(prompt, "prompt");
    }

    /** Whether a text is valid as a bearer token. */
    public static boolean isValidKey(String text) {
        return !text.isEmpty() && text.chars().allMatch(character -> character > ' ' && character < 127);
    }

    /** Omits the key, and the address, which may contain one. */
    @Override
    public String toString() {
        return "OpenAiConfig[model=" + model + "]";
    }
}
