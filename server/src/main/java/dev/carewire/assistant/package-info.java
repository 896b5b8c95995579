/**
 * The assistant: members of message threads ask it, and a language model answers into the thread. Start at
 * {@link dev.carewire.assistant.Assistant}.
 */
@NullMarked
package dev.carewire.assistant;

import org.jspecify.annotations.NullMarked;
