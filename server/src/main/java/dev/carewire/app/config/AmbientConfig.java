package dev.carewire.app.config;

import dev.carewire.adapter.openai.TranscriberConfig;
import dev.carewire.transcription.TranscriptionLimits;
import java.util.Optional;

/**
 * Live transcription. Shows no secret.
 *
 * @param transcriber empty for none; audio is then rejected
 */
public record AmbientConfig(Optional<TranscriberConfig> transcriber, TranscriptionLimits limits) {}
