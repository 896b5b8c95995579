/**
 * The assistant: members of message threads ask questions, and a language model answers in the thread. Start at
 * {@link dev.carewire.assistant.Assistant}.
 */
@NullMarked
package dev.carewire.assistant;

import org.jspecify.annotations.NullMarked;
