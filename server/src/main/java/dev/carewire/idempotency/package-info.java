/**
 * Idempotency keys: a repeated POST has one effect, and every repetition receives the answer of the first. Start at
 * {@link dev.carewire.idempotency.IdempotentRoutes}, which decorates the routes;
 * {@link dev.carewire.idempotency.IdempotentRequests} runs a request once.
 */
@NullMarked
package dev.carewire.idempotency;

import org.jspecify.annotations.NullMarked;
