package dev.carewire.idempotency;

import dev.carewire.http.Endpoint;

/**
 * An endpoint that passes its requests to {@link IdempotentRequests} itself, because it finds the key in the body, too.
 * {@link IdempotentRoutes} leaves it as it is.
 */
@FunctionalInterface
public interface IdempotentEndpoint extends Endpoint.ForCallers {}
