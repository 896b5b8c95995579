package dev.carewire.adapter.openai;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a language model is and what it shall be.
 *
 * @param url address that {@code /chat/completions} is appended to, with or without a slash at its end
 * @param key sent as bearer token, visible ASCII characters; empty for none
 * @param model name that the endpoint knows
 * @param prompt tells the model what it shall be; empty for nothing
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

    /** Whether a text can be sent as a bearer token. */
    public static boolean isValidKey(String text) {
        return !text.isEmpty() && text.chars().allMatch(character -> character > ' ' && character < 127);
    }

    /** Without the key, and without the address, which may hold one. */
    @Override
    public String toString() {
        return "OpenAiConfig[model=" + model + "]";
    }
}
