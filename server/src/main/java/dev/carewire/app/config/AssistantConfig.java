package dev.carewire.app.config;

import dev.carewire.adapter.openai.OpenAiConfig;
import dev.carewire.assistant.AssistantLimits;
import java.util.Optional;

/**
 * The assistant. Shows no secret.
 *
 * @param model empty for none; questions are then answered with a notice
 */
public record AssistantConfig(Optional<OpenAiConfig> model, AssistantLimits limits) {}
