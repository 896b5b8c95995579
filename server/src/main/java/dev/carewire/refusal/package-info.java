/** Refusals of tokens, pages and connects, for logs and metrics. Start at {@link dev.carewire.refusal.Refusals}. */
@NullMarked
package dev.carewire.refusal;

import org.jspecify.annotations.NullMarked;
