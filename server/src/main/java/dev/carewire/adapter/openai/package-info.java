/**
 * Language models behind the HTTP interface that OpenAI made common. Start at {@link dev.carewire.adapter.openai.OpenAiModel}.
 */
@NullMarked
package dev.carewire.adapter.openai;

import org.jspecify.annotations.NullMarked;
