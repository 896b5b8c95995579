package dev.carewire.app.config;

import dev.carewire.adapter.openai.TranscriberConfig;
import dev.carewire.transcription.TranscriptionLimits;
import java.util.Optional;

/**
 * What puts recordings into writing. Shows no secret.
 *
 * @param transcriber empty for none: whoever sends sound is told so
 */
public record AmbientConfig(Optional<TranscriberConfig> transcriber, TranscriptionLimits limits) {}
