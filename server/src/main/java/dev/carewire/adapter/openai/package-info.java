/**
 * Language models and transcription behind OpenAI's HTTP interface, which many vendors offer. Start at
 * {@link dev.carewire.adapter.openai.OpenAiModel}.
 */
@NullMarked
package dev.carewire.adapter.openai;

import org.jspecify.annotations.NullMarked;
